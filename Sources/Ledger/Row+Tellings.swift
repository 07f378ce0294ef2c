import StationModel

// The columns are those of the `load…` statements in SQL.swift, the cells those of `put…`.

extension Row {
  func telling() throws(LedgerError) -> Telling {
    let name = try text(1)
    guard let recipient = Recipient(text: name) else {
      throw .unreadable(table: table, row: name, why: "it is neither a person nor a program")
    }
    return Telling(
      notice: NoticeID(try text(0)), recipient: recipient, stage: try word(2),
      deadline: try optionalTime(3), way: try word(4), state: try word(5), at: try time(6),
      again: try optionalTime(7), keptUntil: try time(8))
  }

  func mute() throws(LedgerError) -> Mute {
    Mute(
      cause: try text(0), audience: try word(1), since: try time(2), until: try time(3),
      user: try count(4))
  }
}

extension Telling {
  var cells: [Cell] {
    [
      .text(notice.text), .text(recipient.text), .text(stage.rawValue),
      .integer(deadline?.milliseconds), .text(way.rawValue), .text(state.rawValue),
      .integer(at.milliseconds), .integer(again?.milliseconds), .integer(keptUntil.milliseconds),
    ]
  }

  /// By the clock that was put right by so much.
  func moved(by span: Span) -> Telling {
    var telling = self
    if notice.movesWithTheClock { telling.deadline = deadline.map { $0 + span } }
    telling.at = at + span
    telling.again = again.map { $0 + span }
    telling.keptUntil = keptUntil + span
    return telling
  }
}

extension NoticeID {
  /// The end of a pack is a date that its issuer wrote; all other deadlines are those of graces.
  var movesWithTheClock: Bool { cause != "pack-ending" }
}

extension Mute {
  var cells: [Cell] {
    [
      .text(cause), .text(audience.rawValue), .integer(since.milliseconds),
      .integer(until.milliseconds), .integer(Int64(user)),
    ]
  }

  func moved(by span: Span) -> Mute {
    Mute(
      cause: cause, audience: audience, since: since + span, until: until + span, user: user)
  }
}
