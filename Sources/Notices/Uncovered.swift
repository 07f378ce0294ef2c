import StationModel
import Words

/// One station without a license, and until when or since when.
struct Uncovered {
  var name: StationName
  var key: StationKey
  var kind: StationKind
  /// Who is signed in there.
  var users: [String]
  var cause: LicenseCause
  /// The end of its grace, be it to come or past.
  var deadline: Timestamp
  var standing: Standing
  /// One more sentence, of licensing.
  var note: String?

  enum Standing: Equatable {
    case inGrace
    case unlicensed
    /// Nobody is refused for it; those are the people without a license.
    case over([String])
  }

  var isInGrace: Bool { standing == .inGrace }

  /// Nil if the station is covered, or if that is not known.
  init?(_ station: Station, _ state: LicenseState?, note: String?) {
    switch state {
    case .grace(let until, let why): (deadline, cause, standing) = (until, why, .inGrace)
    case .unlicensed(let since, let why): (deadline, cause, standing) = (since, why, .unlicensed)
    case .over(let since, let users):
      (deadline, cause, standing) = (since, .exhausted, .over(users))
    case .licensed, .notNeeded, nil: return nil
    }
    name = StationName(station.record)
    key = station.key
    kind = station.record.kind
    users = station.users
    self.note = note
  }
}
