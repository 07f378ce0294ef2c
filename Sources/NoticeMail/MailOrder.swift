import FoundationEssentials

/// A mail to be written: what the agent lays down for it.
public struct MailOrder: Sendable, Equatable, Codable {
  /// One address: of `A-Z a-z 0-9 . - _ +` with at most one `@`.
  public var to: String
  /// The computer's name.
  public var host: String
  /// Tells this mail from others; of `0-9 a-f`.
  public var id: String
  /// Milliseconds since 1970-01-01 UTC.
  public var date: Int64
  /// `en` or `fr`.
  public var language: String
  public var subject: String
  public var text: String

  public init(
    to: String, host: String, id: String, date: Int64, language: String, subject: String,
    text: String
  ) {
    self.to = to
    self.host = host
    self.id = id
    self.date = date
    self.language = language
    self.subject = subject
    self.text = text
  }

  /// 256 KiB: more is no order.
  public static let longest = 1 << 18

  public init(json: [UInt8]) throws(MailTrouble) {
    guard json.count <= Self.longest else { throw MailTrouble("the order is too long") }
    do { self = try JSONDecoder().decode(Self.self, from: Data(json)) } catch {
      throw MailTrouble("standard input is not an order for a mail: \(error)")
    }
  }
}

/// Why no mail is written.
public struct MailTrouble: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
