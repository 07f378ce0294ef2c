public import StationModel

/// May a sign-in begin?
public enum Verdict: Sendable, Equatable {
  case allowed(Allowance)
  case refused(Refusal)

  public var isAllowed: Bool { if case .allowed = self { true } else { false } }
}

/// Why somebody is let in. The first that holds, in this order.
public enum Allowance: String, Sendable, CaseIterable {
  case root, administrator
  case hostConsole = "host console"
  case noSeat = "no seat"
  case seatUnknown = "seat not known"
  case isBack = "has a session there"
  case sessionsUnknown = "sessions not known"
  case noStation = "no station there"
  case licensed, grace, over
  case notNeeded = "needs no license"
  case unknown = "license not known"
  case unsettled = "comes or goes"
  case maintenance
  case notEnforced = "only notices"
}

/// A sign-in that is not let in.
public struct Refusal: Sendable, Equatable {
  public var station: Enrolled
  public var reason: Reason

  public enum Reason: Sendable, Equatable {
    case disabled(Disabled)
    case unlicensed(since: Timestamp, cause: LicenseCause)
  }
}
