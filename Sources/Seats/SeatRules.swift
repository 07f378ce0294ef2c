/// What logind has written down of which device belongs to which seat.
public enum SeatRules: Sendable, Equatable {
  /// The folder cannot be read; a sentence's end says why.
  case unknown(why: String)
  case known([SeatRule])

  var list: [SeatRule] {
    switch self {
    case .unknown: []
    case .known(let rules): rules
    }
  }
}

/// One file `72-seat-*.rules`, as logind's AttachDevice writes it.
public struct SeatRule: Sendable, Equatable {
  /// The file's name, without its folder.
  public var file: String
  /// The device's `ID_FOR_SEAT`.
  public var device: String
  public var seat: String

  public init(file: String, device: String, seat: String) {
    self.file = file
    self.device = device
    self.seat = seat
  }

  /// The station for whose number the agent named the seat; nil for everybody else's rules.
  public var station: Int? { stationNumber(ofSeat: seat) }

  /// Nil for whatever logind would not have written: another line, a second one, another device than
  /// the file's name says.
  public init?(file: String, text: String) {
    guard file.hasPrefix("72-seat-"), file.hasSuffix(".rules") else { return nil }
    let named = file.dropFirst("72-seat-".count).dropLast(".rules".count)
    var line = Substring(text)
    if line.last == "\n" { line.removeLast() }
    let head = "TAG==\"seat\", ENV{ID_FOR_SEAT}==\""
    let middle = "\", ENV{ID_SEAT}=\""
    guard line.hasPrefix(head), line.last == "\"" else { return nil }
    let body = line.dropFirst(head.count).dropLast()
    guard let range = body.firstRange(of: middle) else { return nil }
    let device = body[..<range.lowerBound]
    let seat = String(body[range.upperBound...])
    guard device == named, Self.isPlain(device), isSeatName(seat) else { return nil }
    self.init(file: file, device: String(device), seat: seat)
  }

  /// As udev's names are after its replacing of characters.
  private static func isPlain(_ text: Substring) -> Bool {
    (1...200).contains(text.utf8.count)
      && text.utf8.allSatisfy { isLetterOrDigit($0) || "-_.:+#=@".utf8.contains($0) }
  }
}

/// The seat that the agent makes for a station.
public func seatName(ofStation number: Int) -> String { stationSeatPrefix + String(number) }

/// The number in a seat's name that the agent gave; nil for all others.
public func stationNumber(ofSeat seat: String) -> Int? {
  guard seat.hasPrefix(stationSeatPrefix) else { return nil }
  let digits = seat.dropFirst(stationSeatPrefix.count)
  guard (1...4).contains(digits.utf8.count), digits.first != "0",
    digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
  else { return nil }
  return Int(digits)
}

private let stationSeatPrefix = "seat-station-"
