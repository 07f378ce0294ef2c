/// The names of machines and of what systemd calls them.
enum MachineName {
  static let longest = 64

  /// Can systemd-nspawn@.service start a machine of that name? machined takes a host's name for one:
  /// letters, digits, `-`, `_` and `.`, the last two kinds not at an end. `.host` is none.
  static func isValid(_ name: String) -> Bool {
    guard (1...longest).contains(name.utf8.count) else { return false }
    var isAfterDot = true
    var isAfterHyphen = true
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "."):
        if isAfterDot || isAfterHyphen { return false }
        (isAfterDot, isAfterHyphen) = (true, false)
      case UInt8(ascii: "-"):
        if isAfterDot { return false }
        (isAfterDot, isAfterHyphen) = (false, true)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        (isAfterDot, isAfterHyphen) = (false, false)
      default: return false
      }
    }
    return !isAfterDot && !isAfterHyphen
  }

  /// The service that runs it. Nothing is escaped, as machinectl(1) escapes nothing: the service hands
  /// `%i` on as it is (`--machine=%i`), and all of a valid name may stand in a unit's name.
  static func unit(_ name: String) -> String { "systemd-nspawn@\(name).service" }

  /// A name for a copy of `template` that none of `taken` has: `golden-4`, then `golden-4-2`.
  static func copy(of template: String, station number: Int, taken: Set<String>) -> String {
    var ending = "-\(max(0, number))"
    var tries = 1
    while true {
      var stem = template.prefix(longest - ending.utf8.count)
      while stem.hasSuffix(".") || stem.hasSuffix("-") { stem.removeLast() }
      let name = String(stem) + ending
      if !taken.contains(name) { return name }
      tries += 1
      ending = "-\(max(0, number))-\(tries)"
    }
  }
}
