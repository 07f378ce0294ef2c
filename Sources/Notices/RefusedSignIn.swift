public import StationModel

/// Somebody was refused at a station.
public struct RefusedSignIn: Sendable, Equatable {
  public var station: StationKey
  public var user: String
  public var at: Timestamp
  public var reason: Reason

  public enum Reason: Sendable, Equatable, Comparable { case disabled, unlicensed }

  public init(station: StationKey, user: String, at: Timestamp, reason: Reason) {
    self.station = station
    self.user = user
    self.at = at
    self.reason = reason
  }

  /// So long it is told that somebody was refused.
  public static let told = Span.days(1)
}

/// The last refusal at each station that is worth telling: who tries again and again is told once an
/// hour, since each notice is history.
public struct Refusals: Sendable, Equatable {
  private var byStation: [StationKey: RefusedSignIn] = [:]

  public init() {}

  /// By station.
  public var list: [RefusedSignIn] { byStation.values.sorted { $0.station < $1.station } }

  /// Returns whether there is something new to tell.
  public mutating func note(_ refusal: RefusedSignIn) -> Bool {
    if let former = byStation[refusal.station], former.reason == refusal.reason,
      former.at <= refusal.at, refusal.at < former.at + .hours(1)
    {
      return false
    }
    byStation[refusal.station] = refusal
    return true
  }

  /// Drops what is a day old, and what the clock went back behind.
  public mutating func forgetOld(at now: Timestamp) {
    byStation = byStation.filter { $0.value.isTold(at: now) }
  }
}

extension RefusedSignIn {
  func isTold(at now: Timestamp) -> Bool { now < at + Self.told && at < now + Self.told }
}
