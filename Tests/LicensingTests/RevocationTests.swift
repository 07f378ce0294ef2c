import Licensing
import StationModel
import Testing

@Suite struct RevocationTests {
  private func held(_ count: Int) -> Books {
    var books = Books(stations: (1...count).map { station($0) }, packs: [pack("a", count)])
    books.decide()
    return books
  }

  @Test func whoseLicenseWasRevokedGoesLast() throws {
    var books = held(2)
    books.stations.append(station(3))
    let revocation = try revoke(holder(1), in: books.input)
    books.apply([.revoke(revocation)])
    let decision = books.decide()
    #expect(decision.isLicensed(3) && decision.isLicensed(2))
    let date = revocation.until.utcText
    #expect(decision.notes == [key(1): "its license was revoked, so it goes last until \(date)"])
    #expect(decision.order == [key(2), key(3), key(1)])
    // If one is left when all others have one, it gets that.
    books.packs.append(pack("b", 1))
    #expect(books.decide().lease(1)?.pack == "b")
  }

  @Test func atMostSomePercentOfAPackStandRevoked() throws {
    var books = held(10)
    for number in 1...2 { books.apply([.revoke(try revoke(holder(number), in: books.input))]) }
    let again = try #require(books.revocations.map(\.until).min())
    #expect(
      throws: RevocationRefusal.limit(pack: "a", limit: 2, revoked: 2, possibleAgain: again)
    ) { try revoke(holder(3), in: books.input) }
    books.now = again
    books.apply([.revoke(try revoke(holder(3), in: books.input))])
  }

  @Test func oneOfASmallPackCanBeRevoked() throws {
    _ = try revoke(holder(1), in: held(1).input)
  }

  @Test func aRevocationIsRefusedWithAReason() {
    var books = held(1)
    #expect(throws: RevocationRefusal.noLease) { try revoke(.user("ada"), in: books.input) }
    books.terms.revocationCap = 0
    #expect(throws: RevocationRefusal.off) { try revoke(holder(1), in: books.input) }
    books.terms.revocationCap = 20
    books.source = .unreachable(why: "no answer")
    #expect(throws: RevocationRefusal.sourceNotReachable(why: "no answer")) {
      try revoke(holder(1), in: books.input)
    }
  }

  @Test func theLimitStatesItsThreeFacts() {
    let message = RevocationRefusal.limit(
      pack: "a", limit: 2, revoked: 3, possibleAgain: Books.start
    ).message
    #expect(message.contains("2") && message.contains("3"))
    #expect(message.contains(Books.start.utcText))
  }
}

@Suite struct ExtensionTests {
  private let clock = GraceClock(
    subject: .host, startedAt: Books.start, endsAt: Books.start + .days(10))

  private func extended(
    _ grace: GraceClock?, by span: Span = .days(5), limit: Span = .days(30),
    reason: String = "exams"
  ) throws(ExtensionRefusal) -> GraceExtension {
    try extend(
      grace, subject: .host, by: span, limit: limit, reason: reason, now: Books.start + .days(20))
  }

  @Test func itCountsFromTheEndOrFromNowWhicheverIsLater() throws {
    #expect(try extended(clock).until == Books.start + .days(25))
    var late = clock
    late.extendedTo = Books.start + .days(40)
    #expect(try extended(late).until == Books.start + .days(45))
  }

  @Test func itIsRefusedWithAReason() {
    #expect(throws: ExtensionRefusal.noGrace(.host)) { try extended(nil) }
    #expect(throws: ExtensionRefusal.off) { try extended(clock, limit: .zero) }
    #expect(throws: ExtensionRefusal.noTime) { try extended(clock, by: .zero) }
    #expect(throws: ExtensionRefusal.noReason) { try extended(clock, reason: " ") }
    var spent = clock
    spent.extendedBy = .days(28)
    #expect(throws: ExtensionRefusal.limit(limit: .days(30), used: .days(28), left: .days(2))) {
      try extended(spent)
    }
    spent.endedAt = Books.start
    #expect(throws: ExtensionRefusal.endedEarly(Books.start)) { try extended(spent) }
  }

  @Test func anExtendedGraceLastsToItsDeadline() throws {
    var books = Books(stations: [station(1)])
    books.decide()
    let subject = GraceClock.Subject.station(key(1))
    let more = try extend(
      books.graces[subject], subject: subject, by: .days(60), limit: .days(90), reason: "exams",
      now: books.now)
    books.apply([.extend(more)])
    #expect(books.decide().states[key(1)] == .grace(until: more.until, cause: .exhausted))
  }
}

@Suite struct ConversionTests {
  @Test func onlyLicensesThatNobodyHoldsAreConverted() throws {
    var books = Books(stations: [station(1)], packs: [pack("a", 3)])
    books.decide()
    #expect(throws: ConversionRefusal.notConvertible("a")) {
      try convert("a", count: 1, to: .user, in: books.input)
    }
    books.packs[0].isConvertible = true
    #expect(unissued(books.packs[0], of: .device, in: books.input) == 2)
    #expect(try convert("a", count: 2, to: .user, in: books.input) == 2)
    #expect(throws: ConversionRefusal.held(pack: "a", kind: .device, free: 2)) {
      try convert("a", count: 3, to: .user, in: books.input)
    }
    #expect(throws: ConversionRefusal.tooFew(pack: "a", kind: .device, there: 3)) {
      try convert("a", count: 4, to: .user, in: books.input)
    }
    #expect(throws: ConversionRefusal.noPack("b")) {
      try convert("b", count: 1, to: .user, in: books.input)
    }
    books.packs[0].converted = 2
    #expect(try convert("a", count: 2, to: .device, in: books.input) == 0)
  }

  @Test func aChangeOfModeShowsWhichStationsItConcerns() {
    var books = Books(stations: [station(2), station(1)], packs: [pack("a", 2)])
    books.decide()
    let before = license(books.input)
    #expect(stateDifferences(before, before, stations: books.stations).isEmpty)
    books.mode = .unset
    let all = stateDifferences(before, license(books.input), stations: books.stations)
    #expect(all.map(\.number) == [1, 2])
    #expect(all.first?.before?.name == "licensed" && all.first?.after?.cause == .unconfigured)
  }
}
