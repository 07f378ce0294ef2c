import StationModel
import Words

/// What fills the slots of the table or follows its messages.
extension Saying {
  static func shortage(_ pool: PoolPicture, of kind: StationKind, _ mode: LicenseMode) -> Saying {
    let isForUsers = mode == .perUser
    if pool.total <= 0 { return Saying(isForUsers ? .noUserLicenses : .noLicenses) }
    if pool.used < pool.total {
      return Saying(
        isForUsers ? .noUserLicenseCovers : .noneCovers, [.kind: .phrase(Phrase(kind))])
    }
    if pool.total == 1 { return Saying(isForUsers ? .onlyUserLicenseIsUsed : .onlyOneIsUsed) }
    return Saying(
      isForUsers ? .allUserLicensesAreUsed : .allAreUsed, [.count: .number(pool.total)])
  }

  /// What may go on, and until when. Lengths of time count from `raisedAt`, when the present stage
  /// was told, since a text must stay true while it is on the board.
  static func mayBeUsed(
    _ stations: [StationName], until: Timestamp, from raisedAt: Timestamp, orLonger: Bool = false
  ) -> Saying {
    var fillings: [Slot: Filling] = [
      .stations: .stations(StationNames(stations)), .date: .date(until),
    ]
    guard raisedAt < until else {
      return Saying(orLonger ? .mayBeUsedOrLonger : .mayBeUsed, fillings)
    }
    fillings[.length] = .length(until - raisedAt)
    return Saying(orLonger ? .mayBeUsedForOrLonger : .mayBeUsedFor, fillings)
  }

  static func isWithout(_ stations: [StationName], since: Timestamp, orLater: Bool = false)
    -> Saying
  {
    Saying(
      orLater ? .isWithoutOrLater : .isWithout,
      [.stations: .stations(StationNames(stations)), .date: .date(since)])
  }

  static func isNotLicensed(_ stations: [StationName]) -> Saying {
    Saying(.isNotLicensed, [.stations: .stations(StationNames(stations))])
  }

  static func have(_ names: [String]) -> Saying {
    Saying(.have, [.people: .people(PeopleNames(names))])
  }

  static func count(_ phrase: Phrase, _ count: Int) -> Saying {
    Saying(phrase, [.count: .number(count)])
  }

  /// The license source by its name; nil for one that is not named.
  static func source(_ name: String?) -> Saying {
    switch name {
    case nil: Saying(.theSource)
    case SourcePicture.local: Saying(.ownPool)
    case let name?: Saying(.sourceNamed, [.name: .text(oneLine(name))])
    }
  }
}

extension Filling {
  static func oneLine(_ text: String) -> Filling { .text(Notices.oneLine(text)) }

  static func clause(_ text: String, limit: Int = 300) -> Filling {
    .text(Notices.clause(text, limit: limit))
  }
}

extension PeopleNames {
  /// Four, or three and how many more.
  init(_ names: [String]) {
    let shown = names.prefix(names.count == 4 ? 4 : 3).map { oneLine($0) }
    self.init(names: shown, more: names.count - shown.count)
  }
}

extension Phrase {
  /// With its article.
  init(_ kind: StationKind) {
    switch kind {
    case .host: self = .aHost
    case .physical: self = .aPhysicalStation
    case .network: self = .aNetworkStation
    case .desktop: self = .aDesktop
    }
  }
}

/// What came from another room as the rest of a sentence or as a whole one, as a whole one.
func sentence(_ text: String, limit: Int = 300) -> String {
  let clean = Label.clean(text, limit: limit)
  guard let last = clean.last else { return "" }
  return clean.sentenceStart + (last == "." || last == "!" || last == "?" ? "" : ".")
}

/// The same as a part of a sentence, without its full stop.
func clause(_ text: String, limit: Int = 300) -> String {
  let clean = Label.clean(text, limit: limit)
  return clean.hasSuffix(".") ? String(clean.dropLast()) : clean
}
