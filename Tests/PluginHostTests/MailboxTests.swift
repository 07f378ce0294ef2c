import PluginProtocol
import StationModel
import Testing

@testable import PluginHost

@Suite struct MailboxTests {
  @Test func ofPicturesOnlyTheNewestOfEachPluginWaits() async {
    let mailbox = Mailbox()
    let picture = { (plugin: String, isStale: Bool) in
      PluginEvent.picture(
        DesktopPicture(plugin: plugin, desktops: [], freshness: isStale ? .stale : .fresh))
    }
    for _ in 0..<1000 { mailbox.post(picture("a", true)) }
    mailbox.post(picture("b", false))
    mailbox.post(picture("a", false))
    mailbox.close()
    #expect(await mailbox.next() == picture("b", false))
    #expect(await mailbox.next() == picture("a", false))
    #expect(await mailbox.next() == nil)
  }

  @Test func linesBeyondTheLimitAreDroppedOldestFirstAndCounted() async {
    let mailbox = Mailbox(lineLimit: 3)
    let status = PluginEvent.status(PluginStatus(name: "a", phase: .ready))
    mailbox.post(status)
    for number in 1...5 {
      mailbox.post(.log(plugin: "a", level: .info, line: String(number)))
    }
    mailbox.close()
    #expect(
      await mailbox.next() == .log(plugin: "a", level: .warning, line: "2 lines were dropped"))
    #expect(await mailbox.next() == status)
    for number in 3...5 {
      #expect(await mailbox.next() == .log(plugin: "a", level: .info, line: String(number)))
    }
    #expect(await mailbox.next() == nil)
  }

  @Test func oneWhoFloodsDropsItsOwnLinesAndNobodyElses() async {
    let mailbox = Mailbox(lineLimit: 3)
    mailbox.post(.log(plugin: "quiet", level: .error, line: "no disk"))
    for number in 1...9 { mailbox.post(.violation(plugin: "loud", what: String(number))) }
    mailbox.close()
    #expect(
      await mailbox.next() == .log(plugin: "loud", level: .warning, line: "7 lines were dropped"))
    #expect(await mailbox.next() == .log(plugin: "quiet", level: .error, line: "no disk"))
    #expect(await mailbox.next() == .violation(plugin: "loud", what: "8"))
  }

  @Test func theEndOfAPluginReplacesItsLevels() async {
    let mailbox = Mailbox()
    for name in ["a", "b"] {
      mailbox.post(.status(PluginStatus(name: name, phase: .ready)))
      mailbox.post(.picture(DesktopPicture(plugin: name, desktops: [])))
    }
    mailbox.post(.gone(plugin: "a"))
    mailbox.close()
    #expect(await mailbox.next() == .status(PluginStatus(name: "b", phase: .ready)))
    #expect(await mailbox.next() == .picture(DesktopPicture(plugin: "b", desktops: [])))
    #expect(await mailbox.next() == .gone(plugin: "a"))
    #expect(await mailbox.next() == nil)
  }

  @Test func aReaderThatWaitsIsWokenAndOneThatIsCancelledReturns() async {
    let mailbox = Mailbox()
    let event = PluginEvent.status(PluginStatus(name: "a", phase: .ready))
    async let next = mailbox.next()
    mailbox.post(event)
    #expect(await next == event)
    let reader = Task { await mailbox.next() }
    reader.cancel()
    #expect(await reader.value == nil)
  }
}
