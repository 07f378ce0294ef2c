public import StationModel

/// Everything that the configuration decides, and where each value came from.
///
/// The values here are the defaults. What each key is called, means and accepts is in
/// `Settings.keys`.
public struct Settings: Sendable, Equatable {
  public var hostCounts = HostCounts.auto
  public var enroll = Enroll.auto
  public var absenceGrace = Span.seconds(10)
  public var settleTime = Span.seconds(2)
  public var settleLimit = Span.seconds(15)
  public var seats = SeatManaging.observe
  /// The folder in which logind keeps the rules of who sits where.
  public var seatRules = "/etc/udev/rules.d"
  public var enforcement = Enforcement.notify
  /// Groups.
  public var administrators = ["sudo"]
  public var hostGrace = Span.days(120)
  public var stationGrace = Span.days(90)
  public var absenceHold = Span.days(14)
  public var renewalWindow = Span.days(7)
  /// Whole days.
  public var termShortest = Span.days(52)
  public var termLongest = Span.days(89)
  public var userTerm = Span.days(60)
  /// Percent of a pack.
  public var revocationCap = 20
  public var extensionLimit = Span.days(30)
  /// Empty if this host belongs to no site.
  public var site = ""
  /// The folder of `.pub` files.
  public var trustedKeys = "/etc/stationmaster/trusted"
  public var pluginFolders = [
    "/etc/stationmaster/plugins", "/usr/lib/stationmaster/plugins",
  ]
  public var staleTime = Span.seconds(60)
  /// Of texts that no reader's locale decides: terminals, the line at login, mail.
  public var language = NoticeLanguage.auto
  /// Nil for none.
  public var quietHours: QuietHours?
  /// The program that is run for notices; empty for none.
  public var hookProgram = ""
  /// An address; empty for none.
  public var hookMail = ""
  /// For which causes; empty for all.
  public var hookCauses: [String] = []
  public var hookSeverity = Notice.Severity.warning
  public var bus = BusAddress.system
  public var stateFolder = "/var/lib/stationmaster"

  /// By `KeyInfo.title`: what files set, in their order, so that the last one counts.
  private(set) var origins: [String: [KeySetting]] = [:]

  /// The defaults.
  public init() {}

  /// When the host itself needs a license.
  public enum HostCounts: String, Sendable, CaseIterable {
    /// While it has its own keyboard and display.
    case auto
    case always, never
  }

  /// How what could be a station becomes one.
  public enum Enroll: String, Sendable, CaseIterable {
    case auto, ask, manual
  }

  /// What is done about logind's seats.
  public enum SeatManaging: String, Sendable, CaseIterable {
    /// They are taken as they are.
    case observe
    /// Each station with a graphics card of its own gets one.
    case manage
  }

  /// What becomes of a station that has no license when its grace is over.
  public enum Enforcement: String, Sendable, CaseIterable {
    /// People are told.
    case notify
    /// New sessions are refused there, where the sign-in check is on.
    case blockNewSessions = "block-new-sessions"
  }

  /// In what the agent itself writes to people.
  public enum NoticeLanguage: String, Sendable, CaseIterable {
    /// The language of the computer: `LANG` of the service.
    case auto
    case english = "en"
    case french = "fr"
  }

  /// The D-Bus that the agent serves.
  public enum BusAddress: Sendable, Equatable {
    case system, session
    /// A D-Bus address: `unix:path=/run/…`.
    case address(String)
  }

  mutating func note(_ setting: KeySetting, for key: KeyInfo) {
    origins[key.title, default: []].append(setting)
  }

  /// Takes a key's value, and where it came from, from other settings.
  mutating func take(_ key: KeyInfo, from other: Settings) {
    key.copy(other, &self)
    origins[key.title] = other.origins[key.title]
  }
}
