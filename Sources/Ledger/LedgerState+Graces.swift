import StationModel

extension LedgerState {
  mutating func put(_ grace: GraceClock) {
    let (index, isThere) = graces.place(of: grace.subject.text) { $0.subject.text }
    if isThere {
      // The rest of it cannot change.
      graces[index].endedAt = grace.endedAt
    } else {
      var new = grace
      new.extendedTo = nil
      new.extendedBy = .zero
      graces.insert(new, at: index)
    }
  }

  mutating func extend(_ more: GraceExtension) -> Bool {
    let (index, isThere) = graces.place(of: more.subject.text) { $0.subject.text }
    guard isThere else { return false }
    graces[index].extend(to: more.until, by: more.by)
    return true
  }

  mutating func clockMoved(by span: Span) {
    for index in graces.indices { graces[index].move(by: span) }
    for index in revocations.indices { revocations[index] = revocations[index].moved(by: span) }
    for index in enrolled.indices {
      enrolled[index].absentSince = enrolled[index].absentSince.map { $0 + span }
    }
    maintenance = maintenance?.moved(by: span)
    moveTellings(by: span)
    if span < .zero { highWater = highWater.map { $0 + span } }
  }
}

extension GraceClock {
  mutating func extend(to until: Timestamp, by span: Span) {
    extendedTo = max(extendedTo ?? until, until)
    let (sum, overflow) = extendedBy.milliseconds.addingReportingOverflow(span.milliseconds)
    extendedBy = Span(milliseconds: overflow ? .max : sum)
  }

  mutating func move(by span: Span) {
    startedAt = startedAt + span
    endsAt = endsAt + span
    extendedTo = extendedTo.map { $0 + span }
    endedAt = endedAt.map { $0 + span }
  }
}
