import Glibc
public import StationModel
public import Words

extension Reader {
  /// Of this process: its locale and its time zone.
  public static var own: Reader { Reader(locale: ownLocale, secondsFromUTC: localOffset) }

  /// What the environment names for messages, `fr_FR.UTF-8`; `C` if it names nothing.
  public static var ownLocale: String {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.lazy.compactMap { getenv($0).map { String(cString: $0) } }
      .first { !$0.isEmpty }
    return locale ?? "C"
  }

  /// How far the clock of this computer is ahead of UTC at that moment, in seconds.
  @Sendable public static func localOffset(_ moment: Timestamp) -> Int {
    var seconds = time_t(moment.milliseconds / 1000)
    var parts = tm()
    // Only that heeds a zone that was changed meanwhile (tzset(3)).
    tzset()
    return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
  }
}
