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
  ///
  /// The deadline of the host is the first of its stations, which goes back and forth while that one is
  /// unplugged each night. Who was told an earlier one knows of a later one all that was so by then.
  public func covers(_ notice: Notice) -> Bool {
    guard self.notice == notice.id else { return false }
    if let its = notice.deadline, isEarlier(than: notice) {
      return stage >= notice.stage && (notice.stage.begin(before: its).map { $0 <= at } ?? true)
    }
    guard deadline == notice.deadline else { return false }
    if deadline != nil { return stage >= notice.stage }
    return notice.id.cause == NoticeID.candidate || at >= notice.raisedAt
  }

  /// It was told of the same need of the host, when that had an earlier deadline.
  func isEarlier(than notice: Notice) -> Bool {
    guard self.notice == notice.id, notice.id.isOfTheHost, let mine = deadline,
      let its = notice.deadline
    else { return false }
    return mine < its
  }

  /// What is remembered of it where `former` was. An earlier deadline of the host may come back, and is
  /// not told again then.
  public func after(_ former: Telling?) -> Telling {
    guard let former, former.notice == notice, notice.isOfTheHost else { return self }
    var telling = self
    telling.keptUntil = max(keptUntil, former.keptUntil)
    guard let first = former.deadline, let deadline, first < deadline, former.stage >= stage else {
      return telling
    }
    telling.deadline = first
    telling.stage = former.stage
    return telling
  }
}
