public import StationModel

/// Somebody who may have to be told.
public struct Person: Sendable, Hashable {
  /// The name of the account.
  public var name: String
  public var isAdministrator: Bool
  /// The numbers of the stations at which this person sits.
  public var stations: Set<Int>

  public init(name: String, isAdministrator: Bool, stations: Set<Int> = []) {
    self.name = name
    self.isAdministrator = isAdministrator
    self.stations = stations
  }
}

extension Notice {
  /// Is it for this person, muted or not?
  public func isFor(_ person: Person) -> Bool {
    if person.isAdministrator { return true }
    switch audience {
    case .administrators: return false
    case .station: return stationNumber.map { person.stations.contains($0) } ?? false
    case .everyone: return true
    }
  }
}

extension Mute {
  /// So that `person` is not told `notice` now.
  public func silences(_ notice: Notice, for person: Person, at now: Timestamp) -> Bool {
    guard cause == notice.id.cause, now < until else { return false }
    switch audience {
    case .everyone: return true
    case .administrators: return person.isAdministrator
    case .people: return !person.isAdministrator
    }
  }
}

extension Telling {
  /// That `recipient` was told the present stage of `notice` already, so that it is not news.
  ///
  /// A notice that was closed and comes back with the same deadline, as when a station is unplugged for
  /// a night, is the same one. One without a deadline is another one when it is raised anew, but for
  /// what may become a station: it is asked about as long as that is remembered.
  public func covers(_ notice: Notice) -> Bool {
    guard self.notice == notice.id, deadline == notice.deadline else { return false }
    if deadline != nil { return stage >= notice.stage }
    return notice.id.cause == NoticeID.candidate || at >= notice.raisedAt
  }
}
