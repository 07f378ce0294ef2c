import StationModel

/// A ``LicenseStanding`` without its words: one is kept for each station while it is decided.
enum Standing: Equatable {
  case notNeeded, licensed
  case grace(LicenseCause)
  case unlicensed(LicenseCause)
  case over

  init(_ state: LicenseState) {
    switch state {
    case .notNeeded: self = .notNeeded
    case .licensed: self = .licensed
    case .grace(_, let cause): self = .grace(cause)
    case .unlicensed(_, let cause): self = .unlicensed(cause)
    case .over: self = .over
    }
  }

  var standing: LicenseStanding {
    switch self {
    case .notNeeded: LicenseStanding(state: "not-needed")
    case .licensed: LicenseStanding(state: "licensed")
    case .grace(let cause): LicenseStanding(state: "grace", cause: cause)
    case .unlicensed(let cause): LicenseStanding(state: "unlicensed", cause: cause)
    case .over: LicenseStanding(state: "over", cause: .exhausted)
    }
  }
}
