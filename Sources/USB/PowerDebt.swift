public import StationModel

/// The ports that lose their power for one station, written down before they do.
public struct PowerDebt: Sendable, Hashable {
  public var station: StationKey
  public var ports: [HubPort]

  public init(station: StationKey, ports: [HubPort]) {
    self.station = station
    self.ports = ports
  }
}

/// The text in which debts are kept:
///
///     power owed 1
///     boot 6ff0b2a4-…
///     station pci-0000:00:14.0/2
///     port 2 /dev/bus/usb/001/001 /sys/devices/pci0000:00/0000:00:14.0/usb1
///     end
///
/// A hub without a node has a dash. It is read exactly as it is written: one line that is not
/// understood, and nothing of it is.
struct DebtText {
  static let limit = 64 * 1024
  private static let head = "power owed 1"

  var boot: String
  var debts: [PowerDebt]

  /// Nil if something of it could not be read again.
  var text: String? {
    var lines = [Self.head, "boot \(boot)"]
    for debt in debts {
      lines.append("station \(debt.station)")
      for port in debt.ports {
        lines.append("port \(port.port) \(port.node ?? "-") \(port.hub)")
      }
    }
    let text = (lines + ["end", ""]).joined(separator: "\n")
    let isReadable = text.utf8.count <= Self.limit && DebtText(text)?.debts == debts
    return isReadable ? text : nil
  }

  init(boot: String, debts: [PowerDebt]) {
    self.boot = boot
    self.debts = debts
  }

  init?(_ text: String) {
    guard text.utf8.count <= Self.limit,
      text.utf8.allSatisfy({ (0x20...0x7e).contains($0) || $0 == UInt8(ascii: "\n") })
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines[0] == Self.head, lines.suffix(2) == ["end", ""],
      let boot = Self.field(lines[1], "boot "), !boot.contains(" ")
    else { return nil }
    self.boot = boot
    debts = []
    lines = Array(lines.dropFirst(2).dropLast(2))
    for line in lines {
      if let key = Self.field(line, "station ") {
        debts.append(PowerDebt(station: StationKey(key), ports: []))
      } else if let port = Self.port(line), !debts.isEmpty {
        debts[debts.count - 1].ports.append(port)
      } else {
        return nil
      }
    }
  }

  private static func field(_ line: Substring, _ name: String) -> String? {
    guard line.hasPrefix(name), line.utf8.count > name.utf8.count else { return nil }
    return String(line.dropFirst(name.count))
  }

  private static func port(_ line: Substring) -> HubPort? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 4, words[0] == "port", let number = number(words[1]), isHub(words[3]),
      words[2] == "-" || isNode(words[2]), let port = UInt8(exactly: number)
    else { return nil }
    return HubPort(
      hub: DevicePath(words[3]), node: words[2] == "-" ? nil : words[2], port: port)
  }

  /// A number from 1 on as it is written: no sign, no zero before it.
  private static func number(_ text: some StringProtocol) -> Int? {
    guard let number = Int(text), number > 0, String(number) == text else { return nil }
    return number
  }

  /// `/dev/bus/usb/001/004`
  private static func isNode(_ text: String) -> Bool {
    let prefix = "/dev/bus/usb/"
    guard text.hasPrefix(prefix) else { return false }
    let numbers = text.dropFirst(prefix.count).split(
      separator: "/", omittingEmptySubsequences: false)
    return numbers.count == 2
      && numbers.allSatisfy {
        $0.utf8.count == 3 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  /// `/sys/devices/…/usb1` or `/sys/devices/…/1-1.4`
  private static func isHub(_ text: String) -> Bool {
    let steps = text.split(separator: "/", omittingEmptySubsequences: false)
    guard steps.count > 3, steps[0].isEmpty, steps[1] == "sys", steps[2] == "devices",
      steps.dropFirst().allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
      let name = steps.last
    else { return false }
    if name.hasPrefix("usb") { return number(name.dropFirst(3)) != nil }
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && number(parts[0]) != nil
      && parts[1].split(separator: ".", omittingEmptySubsequences: false)
        .allSatisfy { number($0) != nil }
  }
}
