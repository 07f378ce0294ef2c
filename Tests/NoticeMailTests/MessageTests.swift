import Testing

@testable import NoticeMail

/// What is given to sendmail.
@Suite struct MessageTests {
  static func order(
    to: String = "root@localhost", host: String = "lab-1", subject: String = "S", text: String = "T"
  ) -> MailOrder {
    MailOrder(
      to: to, host: host, id: "0123456789abcdef", date: 1_795_000_000_000, language: "fr",
      subject: subject, text: text)
  }

  private func headers(_ message: MailMessage) -> [String] {
    message.text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }.map(String.init)
  }

  @Test func aPlainOneHasAllHeaders() throws {
    let message = try MailMessage(Self.order(subject: "[lab-1] No license", text: "One.\nTwo."))
    #expect(
      message.text == """
        Date: Wed, 18 Nov 2026 11:06:40 +0000
        To: root@localhost
        Subject: [lab-1] No license
        Message-ID: <0123456789abcdef.1795000000000@lab-1>
        Auto-Submitted: auto-generated
        X-Mailer: Stationmaster
        Content-Language: fr
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        T25lLg0KVHdvLg==

        """)
  }

  private static let hostile = [
    "x\nBcc: everybody@example.org", "x\r\nBcc: everybody@example.org", "x\rBcc: e@example.org",
    "x\n\nNot the body", "\u{85}Bcc: a@b", "\u{2028}Bcc: a@b", "\0Bcc: a@b", "\n.\nQUIT",
    "=?utf-8?Q?x=0ABcc:_a@b?=", "", "   ", "É" + String(repeating: "é", count: 5000),
    String(repeating: "x", count: 100_000), "👩‍👩‍👧 \u{202e}txt", "\u{1b}[2J",
  ]

  @Test(arguments: hostile)
  func nothingThatIsPutInMakesAHeaderOrALongLine(text: String) throws {
    let message = try MailMessage(
      Self.order(host: text, subject: text, text: text))
    let lines = message.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    #expect(message.text.utf8.allSatisfy { $0 == 0x0a || (0x20...0x7e).contains($0) })
    let names = headers(message).filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "Date", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Mailer", "Content-Language",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
      ])
    #expect(!lines.contains("."))
  }

  @Test(arguments: [
    "", "-oQ/tmp", "a b@c", "a@b@c", "a@", "@b", "a\n@b", "a@b\nBcc: c@d", "a;b", "a@b,c@d",
    "<a@b>",
    "é@b", String(repeating: "a", count: 255),
  ])
  func whatIsNoAddressGetsNoMail(address: String) {
    #expect(throws: MailTrouble.self) { try MailMessage(Self.order(to: address)) }
  }

  @Test func aLongSubjectIsEncodedInWordsThatAreWholeCharacters() {
    let header = MailMessage.header(String(repeating: "licence épuisée ", count: 9))
    let words = header.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(words.count > 1)
    for word in words {
      #expect(word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75)
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{ff}", "w78="),
  ])
  func base64IsThatOfTheStandard(text: String, code: String) {
    #expect(MailMessage.base64(Array(text.utf8)) == code)
  }

  @Test(arguments: [
    (Int64(0), "Thu, 01 Jan 1970 00:00:00 +0000"),
    (951_782_399_999, "Mon, 28 Feb 2000 23:59:59 +0000"),
    (.max, "Thu, 01 Jan 1970 00:00:00 +0000"), (.min, "Thu, 01 Jan 1970 00:00:00 +0000"),
  ])
  func datesAreThoseOfMail(time: Int64, text: String) { #expect(MailMessage.date(time) == text) }

  @Test func whatIsNoOrderIsRefused() {
    for text in ["", "{}", "[]", "null", "{\"to\":1}", String(repeating: "[", count: 100_000)] {
      #expect(throws: MailTrouble.self) { try MailOrder(json: Array(text.utf8)) }
    }
    #expect(throws: MailTrouble.self) {
      try MailOrder(json: [UInt8](repeating: 0x20, count: MailOrder.longest + 1))
    }
  }
}
