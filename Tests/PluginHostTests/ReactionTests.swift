import PluginProtocol
import Testing

@testable import PluginHost

@Suite struct ReactionTests {
  /// docs/plugins.md is the contract, so its table is read here and not copied.
  @Test func theErrorTableOfTheContractIsWhatTheHostDoes() throws {
    let rows = try table()
    #expect(rows.count == 16)
    for (code, words) in rows {
      let first = reaction(to: code, retryAfter: nil, attempt: 1)
      if words.contains("data.retryAfter") {
        #expect(first == .askAgain(after: .seconds(1)), "\(code)")
        for seconds in [1, 7, 3600] {
          #expect(
            reaction(to: code, retryAfter: seconds, attempt: 5)
              == .askAgain(after: .seconds(seconds)))
        }
      } else if words.contains("1, 2, 4") {
        let waits = (1...4).map { reaction(to: code, retryAfter: nil, attempt: $0) }
        #expect(waits == [1, 2, 4, 8].map { .askAgain(after: .seconds($0)) })
      } else if words.contains("3 times in all") {
        let asked = (1...4).map { reaction(to: code, retryAfter: nil, attempt: $0) }
        #expect(
          asked == [
            .askAgain(after: .seconds(1)), .askAgain(after: .seconds(1)), .giveUp, .giveUp,
          ])
      } else if words.contains("an administrator can do") {
        #expect(first == .askAdministrator, "\(code)")
      } else {
        // The first two rows have no answer to react to; where they do, there is no use in more.
        let isSilent = [.parseError, .invalidRequest].contains(code)
        #expect(words.contains("gives up") || isSilent, "\(words)")
        #expect(first == .giveUp, "\(code)")
      }
    }
  }

  @Test func noAttemptIsTooLateToCount() {
    for attempt in [Int.min, 0, 100, Int.max] {
      guard case .askAgain(let wait) = reaction(to: .unavailable, retryAfter: 9, attempt: attempt)
      else { return #expect(Bool(false)) }
      #expect(wait >= .seconds(1) && wait <= .seconds(64))
    }
  }

  @Test func retryAfterBelongsToBusyAlone() {
    #expect(
      reaction(to: .unavailable, retryAfter: 30, attempt: 1) == .askAgain(after: .seconds(1)))
    #expect(reaction(to: .noRoom, retryAfter: 30, attempt: 1) == .askAdministrator)
  }

  /// Every code, what the document says about it, and the row for all others.
  private func table() throws -> [(PluginError.Code, String)] {
    let document = try #require(Yard.read(Products.source("docs/plugins.md")))
    var rows: [(PluginError.Code, String)] = []
    for line in String(decoding: document, as: UTF8.self).split(separator: "\n") {
      let cells = line.split(separator: "|").map { String($0.drop { $0 == " " }) }
      guard cells.count == 3 else { continue }
      if cells[0].hasPrefix("-32"), let code = Int(cells[0].prefix { $0 != " " }) {
        rows.append((PluginError.Code(rawValue: code), cells[2]))
      } else if cells[0].hasPrefix("other") {
        rows.append((PluginError.Code(rawValue: -1), cells[2]))
      }
    }
    return rows
  }
}
