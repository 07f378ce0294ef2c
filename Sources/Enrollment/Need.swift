import StationModel

/// Who needs a license now, and why not.
enum Need {
  /// A place needs one while somebody can sit at it, and while it is not certain that nobody can.
  /// Whoever is signed in there uses it, whatever it lacks.
  static func ofPlace(
    _ presence: Presence, isHeld: Bool = false, isUsed: Bool = false
  ) -> LicenseNeed {
    if isHeld { return .needed }
    if isUsed {
      switch presence {
      case .complete, .incomplete, .conflict, .probing: return .needed
      case .absent, .away, .unknown: break
      }
    }
    return switch presence {
    case .complete: .needed
    case .incomplete(let missing):
      .notNeeded(
        why: "it is incomplete: no " + missing.map(\.rawValue).joined(separator: ", no "))
    case .absent: .notNeeded(why: "it is not plugged in")
    case .probing: .notNeeded(why: "its parts still come")
    case .away: .notNeeded(why: "it was unplugged a moment ago")
    case .conflict(let why): .notNeeded(why: "it is in conflict: \(why)")
    case .unknown(let why): .notNeeded(why: "whether it is there is not known: \(why)")
    }
  }

  static func ofHost(
    _ presence: Presence, policy: EnrollmentPolicy, isUsed: Bool = false
  ) -> LicenseNeed {
    switch policy.hostCounts {
    case .auto: ofPlace(presence, isUsed: isUsed)
    case .always: .needed
    case .never:
      .notNeeded(why: "the configuration says that the host is not used as a station")
    }
  }

  /// A desktop needs one while it runs.
  static func of(_ desktop: Desktop) -> LicenseNeed {
    if desktop.isTemplate { return .notNeeded(why: "the desktop is a template") }
    switch desktop.state {
    case .running, .starting: return .needed
    case .stopped: return .notNeeded(why: "the desktop is stopped")
    case .failed: return .notNeeded(why: "the desktop has failed")
    }
  }

  /// Why a desktop whose plugin stands by it gives its license back; nil while it needs one.
  static func over(_ desktop: Desktop) -> String? {
    if desktop.isTemplate { return "the desktop was made a template" }
    return switch desktop.state {
    case .running, .starting: nil
    case .stopped: "the desktop was stopped"
    case .failed: "the desktop failed"
    }
  }
}
