import Glibc
import StationModel

/// When something is to end, as people write it: `2h`, `18:00`, `2026-12-24`, `2026-12-24T18:00Z`.
enum Moment {
  /// Throws a ``Failure`` for what is no time.
  static func read(_ text: String, now: Timestamp) throws(Failure) -> Timestamp {
    guard let time = length(text).map({ now + $0 }) ?? clock(text, after: now) ?? day(text)
    else {
      throw Failure(
        .refused, "'\(Label.clean(text, limit: 60))' is no time.",
        nextStep: "Write it as 2h, 45m or 3d from now, as 18:00 by this computer's clock, or as "
          + "2026-12-24 or 2026-12-24T18:00Z (UTC).")
    }
    return time
  }

  private static func length(_ text: String) -> Span? {
    guard let unit = text.last, let count = digits(text.dropLast()), count > 0 else { return nil }
    switch unit {
    case "m": return .minutes(count)
    case "h": return .hours(count)
    case "d": return .days(count)
    default: return nil
    }
  }

  /// The next time that a clock in this room shows it.
  private static func clock(_ text: String, after now: Timestamp) -> Timestamp? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2, let hour = digits(parts[0]), hour < 24,
      let minute = digits(parts[1]), minute < 60
    else { return nil }
    var seconds = time_t(now.seconds)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil else { return nil }
    for _ in 0..<2 {
      (local.tm_hour, local.tm_min, local.tm_sec) = (Int32(hour), Int32(minute), 0)
      // Summer time may begin or end in between.
      local.tm_isdst = -1
      var day = local
      let time = Timestamp(seconds: Int64(mktime(&day)))
      if time > now { return time }
      local.tm_mday += 1
    }
    return nil
  }

  /// Whoever names a day means all of it.
  private static func day(_ text: String) -> Timestamp? {
    Timestamp(iso: text).map { $0 + (text.contains("T") ? .zero : .days(1)) }
  }

  private static func digits(_ text: Substring) -> Int64? {
    guard (1...6).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int64(text)
  }
}
