public import StationModel

/// What notices are about: the first part of their ids. The first four are those of licensing.
enum NoticeCause: String, CaseIterable {
  case unconfigured, unreachable, exhausted, expired
  case packEnding = "pack-ending"
  case untrusted
  case clock, ledger
  case pluginFailed = "plugin-failed"
  case candidate, flapping

  init(_ cause: LicenseCause) {
    switch cause {
    case .unconfigured: self = .unconfigured
    case .unreachable: self = .unreachable
    case .exhausted: self = .exhausted
    case .expired: self = .expired
    }
  }
}

extension NoticeID {
  init(_ cause: NoticeCause, _ subject: String) {
    self.init(cause: cause.rawValue, subject: subject)
  }

  /// The cause of a notice about something that could become a station.
  public static let candidate = NoticeCause.candidate.rawValue
}
