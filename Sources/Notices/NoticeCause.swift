public import StationModel

/// What notices are about: the first part of their ids. The first four are those of licensing.
enum NoticeCause: String, CaseIterable {
  case unconfigured, unreachable, exhausted, expired
  case packEnding = "pack-ending"
  case untrusted
  case clock, ledger
  case pluginFailed = "plugin-failed"
  case pluginUnwell = "plugin-unwell"
  case candidate, flapping
  case signInRefused = "sign-in-refused"

  /// Such notices wait while maintenance is on.
  var isAboutLicenses: Bool {
    switch self {
    case .unconfigured, .unreachable, .exhausted, .expired, .packEnding, .untrusted: true
    case .clock, .ledger, .pluginFailed, .pluginUnwell, .candidate, .flapping,
      .signInRefused:
      false
    }
  }

  /// One notice for all stations, with the first of their deadlines.
  var isOfTheHost: Bool { self == .unconfigured || self == .unreachable }

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

  /// The plugin of a notice that says that it is not well; nil for other notices.
  public var unwellPlugin: String? {
    cause == NoticeCause.pluginUnwell.rawValue ? String(text.dropFirst(cause.count + 1)) : nil
  }

  var isAboutLicenses: Bool { NoticeCause(rawValue: cause)?.isAboutLicenses ?? false }

  var isOfTheHost: Bool { NoticeCause(rawValue: cause)?.isOfTheHost ?? false }

  /// The cause of a notice about something that could become a station.
  public static let candidate = NoticeCause.candidate.rawValue
}
