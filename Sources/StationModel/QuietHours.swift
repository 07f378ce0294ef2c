/// The hours of each day in which nobody is disturbed, on the computer's own clock.
public struct QuietHours: Sendable, Hashable {
  /// In minutes after midnight, 0 to 1439. The end may be before the begin: then it is of the next day.
  public var from: Int
  public var to: Int

  public init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }

  /// `22:00-07:00`; nil for anything else, and for hours without a length.
  public init?(text: String) {
    let times = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
    guard times.count == 2, let from = times[0], let to = times[1], from != to else { return nil }
    self.init(from: from, to: to)
  }

  public var text: String { Self.text(from) + "-" + Self.text(to) }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCIIDigit) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  private static func text(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return two(minutes / 60) + ":" + two(minutes % 60)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension QuietHours {
  /// How long they still last; nil outside them.
  ///
  /// - Parameter secondOfDay: on the computer's own clock, 0 to 86,399.
  public func remaining(at secondOfDay: Int) -> Span? {
    func forward(from begin: Int, to end: Int) -> Int {
      let difference = (end - begin) % 86_400
      return difference < 0 ? difference + 86_400 : difference
    }
    let length = forward(from: from * 60, to: to * 60)
    guard forward(from: from * 60, to: secondOfDay) < length else { return nil }
    return .seconds(Int64(forward(from: secondOfDay, to: to * 60)))
  }
}
