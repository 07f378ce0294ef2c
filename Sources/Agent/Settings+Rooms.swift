import Configuration
import DBus
import Enrollment
import Licensing
import StationModel

/// The settings in the words of the rooms that they are for.
extension Settings {
  var enrollmentPolicy: EnrollmentPolicy {
    let counts: EnrollmentPolicy.HostCounts =
      switch hostCounts {
      case .auto: .auto
      case .always: .always
      case .never: .never
      }
    let enrolls: EnrollmentPolicy.Enrolls =
      switch enroll {
      case .auto: .auto
      case .ask: .ask
      case .manual: .manual
      }
    var patience = Patience()
    patience.absence = absenceGrace
    patience.quiet = settleTime
    patience.longest = max(settleTime, settleLimit)
    // Who holds licenses for less than an hour wants them back as soon.
    patience.silence = min(patience.silence, absenceHold)
    var policy = EnrollmentPolicy(hostCounts: counts, enrolls: enrolls, patience: patience)
    policy.absenceHold = absenceHold
    return policy
  }

  var licenseTerms: LicenseTerms {
    var terms = LicenseTerms()
    terms.hostGrace = hostGrace
    terms.stationGrace = stationGrace
    terms.absenceHold = absenceHold
    terms.renewalWindow = renewalWindow
    let shortest = termShortest.wholeDays
    terms.termDays = shortest...max(shortest, termLongest.wholeDays)
    terms.userTerm = userTerm
    terms.revocationCap = revocationCap
    return terms
  }

  var busAddress: Connection.Address {
    switch bus {
    case .system: .system
    case .session: .session
    case .address(let text): .other(text)
    }
  }
}

extension Span {
  fileprivate var wholeDays: Int {
    Int(clamping: milliseconds / Span.days(1).milliseconds)
  }
}
