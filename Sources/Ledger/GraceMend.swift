import StationModel

/// What must be done to a ledger's grace so that it is the one that the witness knows: never later
/// and never longer.
struct GraceMend: Equatable {
  var subject: GraceClock.Subject
  /// The whole grace, if the ledger has none.
  var begin: GraceClock?
  /// By how much its dates move.
  var move: Span = .zero
  var endedAt: Timestamp?
  /// An extension that the ledger lost.
  var extend: (until: Timestamp, by: Span)?

  static func == (left: GraceMend, right: GraceMend) -> Bool {
    left.subject == right.subject && left.begin == right.begin && left.move == right.move
      && left.endedAt == right.endedAt && left.extend?.until == right.extend?.until
      && left.extend?.by == right.extend?.by
  }

  /// Nil if nothing is to be done. Of a ledger that went on from what the witness saw (`isOlder`
  /// false), only a grace that is not there at all is put back: it knows better than the witness.
  init?(_ known: GraceClock, ledger: GraceClock?, isOlder: Bool) {
    subject = known.subject
    guard let ledger else {
      begin = known
      if let until = known.extendedTo { extend = (until, known.extendedBy) }
      return
    }
    guard isOlder else { return nil }
    move = min(known.startedAt - ledger.startedAt, known.endsAt - ledger.endsAt)
    // An extension that the witness has never seen.
    if ledger.deadline + move > known.deadline { move = known.deadline - ledger.deadline }
    if ledger.endedAt == nil, let end = known.endedAt {
      endedAt = max(end, ledger.startedAt + move)
    }
    if let until = known.extendedTo, until > ledger.deadline + move {
      extend = (until, max(.zero, known.extendedBy.minus(ledger.extendedBy)))
    }
    if move == .zero, endedAt == nil, extend == nil { return nil }
  }

  /// As it is afterwards.
  func grace(from ledger: GraceClock?) -> GraceClock? {
    guard var grace = begin ?? ledger else { return nil }
    if begin != nil {
      (grace.extendedTo, grace.extendedBy) = (nil, .zero)
    } else {
      grace.move(by: move)
    }
    if let endedAt { grace.endedAt = endedAt }
    if let extend { grace.extend(to: extend.until, by: extend.by) }
    return grace
  }
}

extension Span {
  fileprivate func minus(_ other: Span) -> Span {
    Timestamp(milliseconds: milliseconds) - Timestamp(milliseconds: other.milliseconds)
  }
}
