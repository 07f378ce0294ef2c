import AgentInterface
import Dice
import Glibc
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// `kill -9` at any moment: what was acknowledged is there afterwards, to the last digit.
  @Suite struct Kill {
    private static let dock = "06-plugable-dock-autoseat"

    @Test func afterAKillEverythingIsWhatItWas() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let recording = try Recording(Self.dock)
        for port in 1...4 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        try await room.see("four docks") { $0[4]?.state == "complete" }
        // Two licenses for five stations: leases, graces and notices are all there.
        try room.license(2)
        try room.command("station", "rename", "3", "Grüne Ecke")
        try room.testbed.pull(Docks.path(port: 4))
        let before = try await room.see("station 4 is absent") { snapshot in
          snapshot[4]?.state == "absent" && snapshot.licensing.licensesUsed == 2
        }
        #expect(before.stations.contains { $0.license == "grace" && $0.graceEnds != nil })
        #expect(before.stations.contains { $0.license == "licensed" && $0.leaseExpires != nil })

        try await room.kill9()
        #expect(Self.facts(try await room.startAgent()) == Self.facts(before))
        try await Self.checkLedger(room, before)
      }
    }

    /// Rounds of renames, packs, plugging and pulling, cut off at a random moment.
    @Test(arguments: [1, 2] as [UInt64])
    func aKillInTheMiddleOfChangesLosesNothingThatWasAcknowledged(seed: UInt64) async throws {
      try await Classroom.open("01-bare-host") { room in
        var random = SplitMix(seed: seed)
        try await room.startAgent()
        let recording = try Recording(Self.dock)
        for port in 1...3 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
        try await room.see("three docks") { $0[3]?.state == "complete" }
        try room.license(1)
        var packs: [String] = []
        for index in 1...4 {
          let file = try room.issue("more-\(index)", count: 1, key: room.trusted + "/school")
          packs.append(try readText(file))
        }
        for round in 1...6 {
          let before = try await room.snapshot()
          let pack = round.isMultiple(of: 2) ? packs.popLast() : nil
          let work = Work(room, round, before, pack: pack)
          // Not a wait for something: the moment is the test's input.
          poll(nil, 0, Int32(random.next() % 40))
          room.killAgent()
          let names = await work.end()
          // While no agent runs, people go on plugging.
          let port = Int(random.next() % 3) + 1
          if random.next() % 2 == 0 { try? room.testbed.pull(Docks.path(port: port)) }
          try await waitUntilAgentIsGone(room.bus)

          try await room.startAgent()
          for port in 1...3 { try room.testbed.plug(Docks.dock(port: port, of: recording)) }
          let after = try await room.see("all are back") { snapshot in
            snapshot.stations.count == 4 && snapshot.stations.allSatisfy { $0.state == "complete" }
          }
          try Self.compare(before, after, names: names, packMayBeNew: pack != nil)
          // With nothing under way, a kill changes nothing at all.
          try await room.kill9()
          #expect(Self.facts(try await room.startAgent()) == Self.facts(after))
        }
        try await Self.checkLedger(room, try await room.snapshot())
      }
    }

    /// Without when this process read its files.
    private static func facts(_ snapshot: AgentSnapshot) -> AgentSnapshot {
      var snapshot = snapshot
      snapshot.host.configuration.readAt = nil
      return snapshot
    }

    private static func compare(
      _ before: AgentSnapshot, _ after: AgentSnapshot, names: [Int: [String]], packMayBeNew: Bool
    ) throws {
      #expect(after.licensing.hostGraceStarted == before.licensing.hostGraceStarted)
      #expect(after.licensing.hostGraceEnds == before.licensing.hostGraceEnds)
      for old in before.stations {
        let new = try #require(after[old.number])
        #expect(new.key == old.key)
        #expect(new.enrolledAt == old.enrolledAt)
        #expect(names[old.number]?.contains(new.name) == true)
        if old.license == "licensed" || !packMayBeNew {
          #expect(new.license == old.license)
          #expect(new.pack == old.pack)
          #expect(new.leaseExpires == old.leaseExpires)
        }
        if new.license == "grace" { #expect(new.graceEnds == old.graceEnds) }
      }
    }

    /// Ends the agent and looks into its ledger.
    private static func checkLedger(_ room: Classroom, _ last: AgentSnapshot) async throws {
      #expect(try await room.stopAgent() == 0)
      let ledger = try Ledger(path: room.desk.ledgerFile)
      defer { ledger.close() }
      guard case .intact(let rows) = try ledger.verifyChain() else {
        Issue.record("the chain is broken: \(try ledger.verifyChain())")
        return
      }
      #expect(rows > 10)
      let state = try ledger.load()
      #expect(state.enrolled.map(\.name) == last.stations.map(\.name))
      #expect(state.packs.count == last.packs.count)
    }
  }
}

/// What people do while the agent is killed under their hands.
private struct Work {
  private let task: Task<[Int: [String]], Never>

  init(_ room: Classroom, _ round: Int, _ before: AgentSnapshot, pack: String?) {
    task = Task {
      let client = AgentClient(room.bus)
      var names = Dictionary(
        before.stations.map { ($0.number, [$0.name]) }, uniquingKeysWith: { first, _ in first })
      for step in 0..<50 {
        for number in 1...3 {
          let name = "Desk \(round).\(step).\(number)"
          do {
            try await client.rename(number, name)
            names[number] = [name]
          } catch {
            // Cut off: either it was written down or it was not.
            names[number, default: []].append(name)
            return names
          }
        }
        if step == 1, let pack { try? await client.addPack(pack) }
        if step == 2 {
          try? room.testbed.pull(Docks.path(port: 2))
        }
      }
      return names
    }
  }

  /// Which names each station may have now.
  func end() async -> [Int: [String]] { await task.value }
}
