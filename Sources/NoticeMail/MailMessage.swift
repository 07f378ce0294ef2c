import Glibc

/// A mail as sendmail(8) takes it: RFC 5322 with MIME, nothing but printable ASCII, lines of 76
/// characters at most. There is no `From:`: the mail system writes the sender that it allows.
public struct MailMessage: Sendable, Equatable {
  public let recipient: String
  public let text: String

  public init(_ order: MailOrder) throws(MailTrouble) {
    guard Self.isAddress(order.to) else { throw MailTrouble("the recipient is no mail address") }
    recipient = order.to
    let host = Self.word(order.host, "localhost")
    let lines = [
      "Date: \(Self.date(order.date))", "To: \(order.to)",
      "Subject: \(Self.header(order.subject))",
      "Message-ID: <\(Self.word(order.id, "0")).\(Self.digits(order.date))@\(host)>",
      // RFC 3834: so that nobody's holiday message answers.
      "Auto-Submitted: auto-generated", "X-Mailer: Stationmaster",
      "Content-Language: \(order.language == "fr" ? "fr" : "en")", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
    ]
    text = (lines + Self.body(order.text)).joined(separator: "\n") + "\n"
  }

  /// As the configuration checks it; this program believes nobody.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count <= 2 && text.utf8.count <= 254 && !text.hasPrefix("-")
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { isWord($0) || $0 == 0x2b } }
  }

  /// One line of a header's value (RFC 2047 unless it is short and plain). What is put in cannot end
  /// it: control characters are white space.
  static func header(_ value: String) -> String {
    let plain = String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    let isShort =
      plain.utf8.count <= 60 && plain.utf8.allSatisfy { (0x20...0x7e).contains($0) }
      && !plain.contains("=?") && plain.contains { $0 != " " }
    if isShort { return plain }
    var words: [String] = []
    var bytes: [UInt8] = []
    for scalar in plain.unicodeScalars.prefix(1000) {
      // 42 bytes become 56 characters, and with what is around them fewer than the 75 allowed.
      let more = Array(String(scalar).utf8)
      if bytes.count + more.count > 42 {
        words.append(encoded(bytes))
        bytes = []
      }
      bytes += more
    }
    return (words + [encoded(bytes)]).joined(separator: "\n ")
  }

  private static func encoded(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(base64(bytes))?=" }

  /// The lines of the body in base64 (RFC 2045), of a text with the line ends of mail.
  static func body(_ text: String) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let code = Array(base64(Array(lines.joined(separator: "\r\n").utf8)).utf8)
    return stride(from: 0, to: code.count, by: 76).map { start in
      String(decoding: code[start..<min(start + 76, code.count)], as: UTF8.self)
    }
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 {
        result.append(
          place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `Thu, 26 Nov 2026 11:37:49 +0000`
  static func date(_ milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    guard gmtime_r(&seconds, &parts) != nil, (0...9999).contains(Int(parts.tm_year) + 1900) else {
      return date(0)
    }
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let year = String(Int(parts.tm_year) + 1900)
    return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
      + String(repeating: "0", count: 4 - year.count) + year
      + " \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
  }

  private static func digits(_ number: Int64) -> String { String(number.magnitude) }

  /// What may stand in a message id.
  private static func word(_ text: String, _ fallback: String) -> String {
    let word = String(decoding: text.utf8.filter(isWord).prefix(32), as: UTF8.self)
    let parts = word.split(separator: ".")
    return parts.isEmpty ? fallback : parts.joined(separator: ".")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: byte == 0x2e || byte == 0x2d || byte == 0x5f
    }
  }
}
