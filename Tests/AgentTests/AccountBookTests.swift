import Accounts
import Testing

@testable import Agent

@Suite struct AccountBookTests {
  private let start = ContinuousClock.now
  private let ada = Account(name: "ada", uid: 1001, groups: ["sudo"])

  @Test func oneQuestionAtATimeAndItsAnswerLastsSomeMinutes() {
    var book = AccountBook()
    let asks = [book.begins(1001, at: start), book.begins(1001, at: start)]
    #expect(asks == [true, false])
    #expect(book.account(1001) == nil && book.unknown(1001) != nil)
    let isNews = [
      book.take(.found(ada), of: 1001, at: start), book.take(.found(ada), of: 1001, at: start),
    ]
    #expect(isNews == [true, false])
    let again = [
      book.begins(1001, at: start + .seconds(299)), book.begins(1001, at: start + .seconds(300)),
    ]
    #expect(again == [false, true])
    #expect(book.account(1001) == ada, "the old answer counts until there is another")
  }

  @Test func aDirectoryThatFailsMakesNobodyAStranger() {
    var book = AccountBook()
    _ = book.begins(1001, at: start)
    _ = book.take(.found(ada), of: 1001, at: start)
    _ = book.take(.unknown(why: "it is away"), of: 1001, at: start + .seconds(400))
    #expect(book.account(1001) == ada && book.unknown(1001) == nil)
    let retries = [
      book.begins(1001, at: start + .seconds(459)), book.begins(1001, at: start + .seconds(460)),
    ]
    #expect(retries == [false, true])
    _ = book.take(.nobody, of: 1001, at: start + .seconds(461))
    #expect(book.account(1001) == nil && book.unknown(1001)?.contains("1001") == true)
  }

  @Test func itIsKnownWhenToAskAgain() {
    var book = AccountBook()
    #expect(book.next(of: [1001], after: start) == nil, "it is to be asked now, which is no date")
    _ = book.begins(1001, at: start)
    #expect(book.next(of: [1001], after: start) == nil)
    _ = book.take(.found(ada), of: 1001, at: start)
    _ = book.begins(1002, at: start)
    _ = book.take(.unknown(why: "it is away"), of: 1002, at: start)
    #expect(book.next(of: [1001], after: start) == start + AccountBook.life)
    #expect(book.next(of: [1001, 1002], after: start) == start + AccountBook.retry)
    #expect(book.next(of: [], after: start) == nil, "nobody is there")
    // What is over wakes nobody until there is an answer.
    let later = start + AccountBook.retry
    #expect(book.next(of: [1001, 1002], after: later) == start + AccountBook.life)
  }

  @Test func onlySoManyAreAskedAtOnce() {
    var book = AccountBook()
    let asked = (0..<100).filter { book.begins(UInt32($0), at: start) }
    #expect(asked.count == AccountBook.mostQuestions)
  }
}
