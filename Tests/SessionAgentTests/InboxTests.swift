import Testing

@testable import SessionAgent

@Suite struct InboxTests {
  @Test func looksAgainOnceHoweverOftenItWasSaid() async {
    let inbox = Inbox()
    for _ in 1...100 { inbox.lookAgain() }
    inbox.close()
    var rings = 0
    for await _ in inbox.bell { rings += 1 }
    #expect(rings == 1)
    #expect(inbox.take() == Inbox.Delivery(news: [], lookAgain: true))
    #expect(inbox.take() == Inbox.Delivery())
  }

  @Test func losesNoNewsAndKeepsItsOrder() {
    let inbox = Inbox()
    let news: [Inbox.News] = [
      .closed(1, reason: 2, sender: ":1.1"), .serverChanged(from: ":1.1", to: ":1.2"),
      .closed(1, reason: 2, sender: ":1.2"),
    ]
    for one in news {
      inbox.lookAgain()
      inbox.add(one)
    }
    #expect(inbox.take() == Inbox.Delivery(news: news, lookAgain: true))
  }
}
