import Ledger
import StationModel
import Testing

/// What the ledger keeps of who a station is, and how it follows one to another place.
@Suite struct IdentityTests {
  private let now = Timestamp(seconds: 1_780_000_000)
  private let later = Timestamp(seconds: 1_780_000_100)

  private var station: Enrolled {
    Enrolled(
      key: StationKey("pci-1/2"), number: 3, name: "Window", kind: .physical, enrolledAt: now,
      binding: DisplayPlace("pci-9/DP-1"), absentSince: now, priority: 5, labels: ["a", "exam"],
      marks: StationMarks(
        hub: DeviceMark(model: "05e3:0608", serial: "S", container: "0a"),
        keyboard: DeviceMark(model: "046d:c31c"), display: DeviceMark(model: "DEL:a0b1")))
  }

  private var lease: Lease {
    Lease(station: station.key, pack: "P-1", grantedAt: now, expiresAt: later)
  }

  private func grace(_ key: StationKey, _ start: Timestamp) -> GraceClock {
    GraceClock(subject: .station(key), startedAt: start, endsAt: start + .days(90))
  }

  private func withLedger(_ body: (Ledger) throws -> Void) throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    let pack = Pack(
      id: "P-1", issuer: "i", keyID: "0123456789abcdef", count: 5, coverage: [.physical],
      validFrom: now, validUntil: nil, addedAt: now)
    try ledger.commit(
      [
        .station(station, event: .enrolled), .addPack(pack, token: "t"),
        .lease(lease, isRenewal: false), .grace(grace(station.key, now)),
      ], at: now)
    try body(ledger)
    guard case .intact = try ledger.verifyChain() else {
      Issue.record("the chain is broken")
      return
    }
    let before = try ledger.load()
    ledger.close()
    #expect(try Ledger(path: folder.ledger).load() == before, "and it is all on the disk")
  }

  @Test func labelsAndMarksComeBackAndGo() throws {
    try withLedger { ledger in
      #expect(try ledger.load().enrolled == [station])
      var other = station
      other.labels = ["b"]
      other.marks = StationMarks(pointer: DeviceMark(model: "1:2", serial: "q"))
      try ledger.commit([.station(other, event: .arranged)], at: later)
      #expect(try ledger.load().enrolled == [other])
      let row = try #require(try ledger.history(last: 1).first)
      #expect(row.kind == "station-arranged")
      #expect(row.detail.contains(#""labels":"b""#))
      #expect(row.detail.contains(#""pointer":"1:2 serial q""#))
    }
  }

  @Test func aMovedStationTakesItsLeaseAndItsGraceAlong() throws {
    try withLedger { ledger in
      var moved = station
      moved.key = StationKey("pci-2/7")
      moved.absentSince = nil
      try ledger.commit([.move(from: station.key, to: moved, event: .moved)], at: later)
      let state = try ledger.load()
      #expect(state.enrolled == [moved])
      #expect(state.leases.map(\.holder) == [.station(moved.key)])
      #expect(
        Set(state.graces.map(\.subject)) == [.station(station.key), .station(moved.key)],
        "the old place has had its grace for ever")
      #expect(Set(state.graces.map(\.endsAt)).count == 1)
      let row = try #require(try ledger.history(last: 1).first)
      #expect(row.kind == "station-moved" && row.station == moved.key)
      #expect(row.detail.contains(#""former-key":"pci-1/2""#))
    }
  }

  @Test func aPlaceThatHadItsGraceGivesNoOtherOne() throws {
    try withLedger { ledger in
      let place = StationKey("pci-2/7")
      let old = grace(place, now + .days(-200))
      try ledger.commit([.grace(old)], at: later)
      var moved = station
      moved.key = place
      try ledger.commit([.move(from: station.key, to: moved, event: .moved)], at: later)
      #expect(try ledger.load().graces.contains(old))
      #expect(try ledger.load().graces.count == 2)
    }
  }

  @Test func whatWasToldOfAStationFollowsItAndWhatWasToldOfThePlaceStays() throws {
    try withLedger { ledger in
      let place = StationKey("pci-2/7")
      func notice(_ cause: String, _ key: StationKey, _ summary: String) -> Notice {
        Notice(
          id: NoticeID(cause: cause, subject: key.text), severity: .info, stage: .begun,
          audience: .station, deadline: later, stationNumber: 3, summary: summary, body: "",
          nextStep: "", raisedAt: now)
      }
      func telling(_ cause: String, _ key: StationKey, _ user: String, _ stage: Stage) -> Telling {
        Telling(
          notice: NoticeID(cause: cause, subject: key.text), recipient: .user(user), stage: stage,
          deadline: later, way: .desktop, state: .dismissed, at: now, keptUntil: later)
      }
      try ledger.commit(
        [
          .notice(notice("exhausted", station.key, "mine")),
          .notice(notice("exhausted", place, "another's")),
          .notice(notice("candidate", station.key, "a place")),
          .told(telling("exhausted", station.key, "ada", .days7)),
          .told(telling("exhausted", place, "ada", .ended)),
          .told(telling("exhausted", place, "bo c", .ended)),
          .told(telling("flapping", station.key, "cy d", .begun)),
          .told(telling("candidate", station.key, "ada", .begun)),
        ], at: now)
      var moved = station
      moved.key = place
      let move = Change.move(from: station.key, to: moved, event: .moved)
      let before = try ledger.load()
      try ledger.commit([move], at: later)
      let state = try ledger.load()
      #expect(state == before.applying([move], at: later))
      #expect(
        state.notices.map { "\($0.id) \($0.summary)" }
          == ["candidate/pci-1/2 a place", "exhausted/pci-2/7 mine"])
      #expect(
        state.tellings.map { "\($0.notice) \($0.recipient.text) \($0.stage.rawValue)" } == [
          "candidate/pci-1/2 user/ada begun", "exhausted/pci-2/7 user/ada 7-days",
          "exhausted/pci-2/7 user/bo c ended", "flapping/pci-2/7 user/cy d begun",
        ])
      let row = try #require(try ledger.history(last: 1).first)
      #expect(row.detail.contains(#""notices":3"#))
      #expect(try ledger.audit().isSound)
    }
  }

  @Test func whatIsNotThereDoesNotMove() throws {
    try withLedger { ledger in
      let before = try ledger.load()
      #expect(throws: LedgerError.self) {
        try ledger.commit(
          [.move(from: StationKey("nowhere"), to: station, event: .moved)], at: later)
      }
      var other = station
      other.key = StationKey("pci-3/1")
      other.number = 4
      try ledger.commit([.station(other, event: .enrolled)], at: later)
      #expect(throws: LedgerError.self, "the place is another station's") {
        var moved = station
        moved.key = other.key
        try ledger.commit([.move(from: station.key, to: moved, event: .moved)], at: later)
      }
      #expect(try ledger.load().enrolled == before.enrolled + [other])
    }
  }

  @Test func twoStationsCanChangeTheirNumbers() throws {
    try withLedger { ledger in
      var other = station
      other.key = StationKey("pci-3/1")
      other.number = 4
      other.name = "Station 4"
      try ledger.commit([.station(other, event: .enrolled)], at: later)
      var first = station
      (first.number, other.number) = (4, 3)
      other.name = "Station 3"
      try ledger.commit([.renumber([first, other])], at: later)
      #expect(try ledger.load().enrolled == [other, first])
      let row = try #require(try ledger.history(last: 1).first)
      #expect(row.detail == #"{"pci-1/2":"4 Window","pci-3/1":"3 Station 3"}"#)
    }
  }

  @Test func wordsAboutPlacesAndNumbersAreKeptOnce() throws {
    try withLedger { ledger in
      let word = Ignored(key: StationKey("pci-1/9"), model: "05e3:0608", since: now)
      let mark = SerialMark(model: "05e3:0608", serial: "1")
      let rows = try ledger.history(last: 100).count
      try ledger.commit([.ignore(word), .distrust(mark), .distrust(mark)], at: later)
      #expect(try ledger.load().ignored == [word])
      #expect(try ledger.load().shared == [mark])
      try ledger.commit([.heed(word.key), .heed(word.key)], at: later)
      #expect(try ledger.load().ignored == [])
      #expect(
        try ledger.history(last: 100).dropFirst(rows).map(\.kind)
          == ["candidate-ignored", "serial-distrusted", "candidate-heeded"])
    }
  }

  @Test func aPowerCycleIsARowOfHistoryAndNothingElse() throws {
    try withLedger { ledger in
      let before = try ledger.load()
      let cycle = PowerCycled(outcome: "stayed", ports: "port 2 of the hub 1-1 (Hub)", user: 0)
      try ledger.commit([.powerCycled(StationKey("pci-1/9"), cycle)], at: later)
      var after = try ledger.load()
      after.highWater = before.highWater
      #expect(after == before)
      let row = try #require(try ledger.history(last: 1).first)
      #expect(row.kind == "station-power-cycled" && row.station == StationKey("pci-1/9"))
      #expect(
        row.detail == #"{"outcome":"stayed","ports":"port 2 of the hub 1-1 (Hub)","user":0}"#)
    }
  }

  @Test func whereStationsWentAndWhatAdministratorsArrangedIsKnownInTheNextLife() throws {
    try withLedger { ledger in
      #expect(try ledger.moves() == [:] && ledger.arranged() == [])
      var moved = station
      for key in ["pci-2/7", "pci-2/8"] {
        let former = moved.key
        moved.key = StationKey(key)
        try ledger.commit([.move(from: former, to: moved, event: .moved)], at: later)
      }
      let place = StationKey("pci-2/8")
      #expect(
        try ledger.moves() == [station.key: place, StationKey("pci-2/7"): place])
      // Another one comes to the first place.
      var other = Enrolled(
        key: station.key, number: 4, name: "x", kind: .physical, enrolledAt: later)
      try ledger.commit([.station(other, event: .enrolled)], at: later)
      #expect(try ledger.moves() == [StationKey("pci-2/7"): place])
      other.labels = ["exam"]
      try ledger.commit([.station(other, event: .arranged)], at: later)
      #expect(try ledger.arranged() == [station.key])
      // And back again.
      let former = moved.key
      moved.key = StationKey("pci-2/7")
      try ledger.commit([.move(from: former, to: moved, event: .rebased)], at: later)
      #expect(try ledger.moves() == [place: StationKey("pci-2/7")])
    }
  }
}
