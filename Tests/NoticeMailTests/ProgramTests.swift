import FoundationEssentials
import Glibc
import RigKit
import Testing

@testable import NoticeMail

/// The program, with a sendmail of its own.
@Suite struct ProgramTests {
  private final class Bench {
    let folder: String

    init(sendmail: String) throws {
      var template = Array("/tmp/stationmaster-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw RigError("cannot make a folder in /tmp") }
      folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      try writeText("#!/bin/sh\n\(sendmail)\n", to: folder + "/sendmail")
      chmod(folder + "/sendmail", 0o755)
    }

    deinit { removeTree(folder) }

    func mail(_ input: String, sendmail: String? = nil) throws -> CommandResult {
      try writeText(input, to: folder + "/in")
      return try run(
        "/bin/sh",
        [
          "-c", "exec \"$0\" \"$1\" < \"$2\"", Desk.programs + "/mail-notice",
          sendmail ?? folder + "/sendmail", folder + "/in",
        ], environment: [:], logPath: folder + "/log")
    }

    func text(_ name: String) -> String { (try? readText(folder + "/" + name)) ?? "" }
  }

  private func json(_ order: MailOrder) throws -> String {
    String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
  }

  @Test func theMailIsPipedToSendmailWithTheAddressAlone() throws {
    let bench = try Bench(
      sendmail: "for word; do echo \"$word\"; done > ${0%/*}/words; cat > ${0%/*}/mail")
    let order = MessageTests.order(subject: "Été", text: "Bonjour.\n.\n")
    let result = try bench.mail(try json(order))
    #expect(result.code == 0, "\(result.output)")
    #expect(bench.text("words") == "-i\n--\nroot@localhost\n")
    #expect(bench.text("mail") == (try MailMessage(order).text))
  }

  @Test func aSendmailThatFailsOrReadsNothingIsAFailureAndAMissingOneIsSaid() throws {
    let order = try json(MessageTests.order(text: String(repeating: "long ", count: 40_000)))
    for script in ["cat > /dev/null; exit 67", "exit 1", "kill -9 $$"] {
      let result = try Bench(sendmail: script).mail(order)
      #expect(result.code == 75, "\(script): \(result.output)")
    }
    // It read not all and is content: that is no mail.
    #expect(try Bench(sendmail: "exit 0").mail(order).code == 75)
    let missing = try Bench(sendmail: "").mail(order, sendmail: "/nowhere/sendmail")
    #expect(missing.code == 69 && missing.output.contains("mail-transport-agent"))
  }

  @Test func whatIsNoOrderReachesNobody() throws {
    let bench = try Bench(sendmail: ": > ${0%/*}/words")
    #expect(try bench.mail("{\"to\":\"root\"}").code == 65)
    #expect(try bench.mail(try json(MessageTests.order(to: "-oQ/tmp"))).code == 65)
    #expect(access(bench.folder + "/words", F_OK) != 0)
  }
}
