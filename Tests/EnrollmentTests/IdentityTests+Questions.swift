import Enrollment
import StationModel
import Testing

/// What only looks like a station that is gone is asked about.
extension IdentityTests {
  @Test func manyThatLookAlikeAreToldFast() {
    let known = (1...1000).map { number in
      var gone = record("pci-1/\(number)", number, marks(Self.plain))
      gone.absentSince = now
      return gone
    }
    let newcomers = (1...1000).map { seen("pci-2/\($0)", marks(Self.plain)) }
    let roster = ask(newcomers, known: known)
    #expect(roster.questions.count == 1000)
    #expect(roster.questions.allSatisfy { $0.mayBe.count == 5 })
    let same = ask(
      (1...1000).map { seen("pci-2/\($0)", marks(Self.hub("SAME1"))) },
      known: (1...1000).map { number in
        var gone = record("pci-1/\(number)", number, marks(Self.hub("SAME1")))
        gone.absentSince = now
        return gone
      })
    #expect(same.moves.isEmpty)
  }

  @Test func whatOnlyLooksTheSameIsAskedAbout() {
    var gone = record("pci-1/2", 4, marks(Self.plain))
    gone.absentSince = now
    let roster = ask([seen("pci-1/7", marks(Self.plain))], known: [gone])
    #expect(roster.moves.isEmpty && roster.stations.count == 1)
    #expect(roster.questions.map(\.mayBe) == [[gone]])
    guard case .undecided(let why)? = roster.candidates.first?.standing else {
      Issue.record("taken")
      return
    }
    #expect(
      why == "it may be station 4 (Desk 4) in another socket: stationctl station moved 4 pci-1/7, "
        + "or if it is not: stationctl station enroll pci-1/7")
  }

  @Test(
    arguments: [
      ("046d:c31c", "05e3:0608", nil), ("413c:2113", "05e3:0608", nil),
      ("046d:c31c", "1a40:0101", nil), ("046d:c31c", "05e3:0608", "S-77"),
    ] as [(String, String, String?)])
  func aNewOneThatDiffersIsSimplyNew(keyboard: String, hub: String, serial: String?) {
    var gone = record("pci-1/2", 4, marks(Self.plain))
    gone.absentSince = now
    let found = marks(DeviceMark(model: hub, serial: serial), keyboard: keyboard)
    let isAlike = keyboard == "046d:c31c" && hub == "05e3:0608" && serial == nil
    let roster = ask([seen("pci-1/7", found)], known: [gone])
    #expect(roster.questions.isEmpty != isAlike)
    #expect(roster.stations.map(\.record.number).contains(1) != isAlike)
  }

  @Test func whileOthersAreStillAwaitedWhatLooksLikeThemWaits() {
    let known = record("pci-1/2", 4, marks(Self.plain))
    let roster = ask([seen("pci-1/7", marks(Self.plain))], known: [known]) {
      $0.awaited = [known.key]
    }
    #expect(roster.stations.count == 1 && roster.questions.isEmpty && roster.changes.isEmpty)
  }

  @Test func aHubThatIsStillAskedWaitsForItsAnswer() {
    var gone = record("pci-1/2", 4, marks(Self.hub(nil, container: "0a0b")))
    gone.absentSince = now
    let newcomer = seen("pci-1/7", marks(Self.plain))
    let asked = ask([newcomer], known: [gone]) { $0.unread = [DevicePath("/hub")] }
    #expect(asked.stations.count == 1 && asked.questions.isEmpty)
    let other = ask([newcomer], known: [gone]) { $0.unread = [DevicePath("/other")] }
    #expect(other.questions.count == 1)
  }
}
