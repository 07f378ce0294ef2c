import Glibc
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

extension Plugin {
  @Suite struct Assigning {
    private static let window = AssignedStation(
      key: "pci-0000:00:14.0/1.4", number: 4, name: "Window row")
    private static let door = AssignedStation(key: "host", number: 0, name: "Door")

    @Test func anAssignmentOutlivesThePluginUntilItIsForgotten() async throws {
      try await Room.open { room in
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "lab-1") == nil)
        try await room.see("lab-1", "assigned") { $0.station?.text == Self.window.key }
        let room = try await room.restarted(keep: ["lab-1", "lab-2"])
        try await room.see("lab-1", "still assigned") { $0.station?.text == Self.window.key }
        #expect(try await room.talk.perform(.assign(to: Self.door), on: "lab-1") == nil)
        try await room.see("lab-1", "moved") { $0.station?.text == Self.door.key }
        #expect(try await room.talk.perform(.unassign, on: "lab-1") == nil)
        try await room.see("lab-1", "free") { $0.station == nil }
        #expect(try await room.talk.perform(.unassign, on: "lab-1") == nil)
        #expect(await room.talk.end() == 0)
      }
    }

    @Test func whatTheAgentDoesNotCountOnIsLetGoAndNothingIsStopped() async throws {
      try await Room.open { room in
        for name in ["lab-1", "lab-2"] {
          try await room.machined.begin(name)
          try await room.see(name, "runs") { $0.state == .running }
          #expect(try await room.talk.perform(.assign(to: Self.window), on: name) == nil)
        }
        let room = try await room.restarted(keep: ["lab-2", "no-such"])
        let found = try await room.see(
          "both run", ["golden: stopped", "lab-1: running", "lab-2: running"])
        #expect(found.map { $0.station?.text } == [nil, nil, Self.window.key])
        #expect(await room.talk.end() == 0)
      }
    }

    @Test func aDesktopIsMadeFromATemplateOnceForAStation() async throws {
      try await Room.open { room in
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        let copy = try await room.see("golden-4", "made") { _ in true }
        #expect(copy.station?.text == Self.window.key && !copy.isTemplate)
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        #expect(room.machined.calls("CloneImage \"golden\" \"golden-4\" False") == 1)
        #expect(try await room.talk.perform(.assign(to: Self.door), on: "golden") == nil)
        try await room.see("golden-0", "made for the door") { $0.station?.text == Self.door.key }
        // A copy is a desktop like any other, also when the agent has let it go.
        let room = try await room.restarted(keep: ["golden-0"])
        let left = try await room.see("golden-4", "still there") { _ in true }
        #expect(left.station == nil && !left.isTemplate)
        #expect(try await room.talk.perform(.start, on: "golden-4") == nil)
        try await room.see("golden-4", "runs") { $0.state == .running }
        #expect(await room.talk.end() == 0)
      }
    }

    @Test func aNameThatIsTakenIsNotTakenAgain() async throws {
      try await Room.open { room in
        try await room.machined.add(image: "golden-4")
        mkdir(room.images + "/golden-4", 0o755)
        // It is no desktop, so another change has to show that it was seen.
        try await room.machined.begin("lab-1")
        try await room.see("lab-1", "runs") { $0.state == .running }
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        try await room.see("golden-4-2", "made") { $0.station?.text == Self.window.key }
      }
    }

    @Test func aCopyThatIsRefusedLeavesNothingBehind() async throws {
      try await Room.open { room in
        try await room.machined.answer("clone", "error:System.Error.ENOSPC")
        let error = try await room.talk.perform(.assign(to: Self.window), on: "golden")
        #expect(error?.code == .noRoom)
        try await room.machined.answer("clone", "")
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        let report = try await room.talk.see("made") {
          $0.desktops?.contains { $0.id == "golden-4" } == true
        }
        #expect(report.health == .ready)
      }
    }

    /// A large image takes longer than the host waits.
    @Test func aCopyThatTakesLongIsAcceptedAndItsEndIsSeen() async throws {
      try await Room.open { room in
        try await room.machined.answer("clone", "hold")
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        #expect(room.machined.calls("CloneImage") == 1)
        try await room.machined.release("golden-4", "System.Error.ENOSPC")
        try await room.talk.see("it failed") {
          $0.health.state == .degraded
            && $0.health.why?.contains("golden-4 could not be made") == true
        }
        try await room.machined.answer("clone", "")
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        try await room.see("golden-4", "made") { $0.station?.text == Self.window.key }
        try await room.talk.see("ready again") { $0.health == .ready }
      }
    }

    @Test func aCopyThatWasLostWithThePluginIsSaidUntilItIsAskedForAgain() async throws {
      try await Room.open { room in
        try await room.machined.answer("clone", "hold")
        let talk = room.talk
        async let lost = talk.perform(.assign(to: Self.window), on: "golden", id: "lost-1")
        try waitUntil("it is asked for") { room.machined.calls("CloneImage") == 1 }
        var room = try await room.restarted(keep: [])
        _ = try await lost
        let report = try await room.talk.see("it is said") { $0.health.state == .degraded }
        #expect(report.health.why?.contains("golden-4 of golden was not finished") == true)
        // machined is still at it, and what it makes is not forgotten.
        try await room.machined.answer("clone", "error:org.freedesktop.DBus.Error.FileExists")
        let busy = try await room.talk.perform(
          .assign(to: Self.window), on: "golden", id: "lost-1")
        #expect(busy?.code == .busy)
        try await room.machined.answer("clone", "")
        #expect(
          try await room.talk.perform(.assign(to: Self.window), on: "golden", id: "lost-1") == nil)
        try await room.see("golden-4", "made") { $0.station?.text == Self.window.key }
        try await room.talk.see("ready again") { $0.health == .ready }
        // Once it was there, to delete it is the administrator's right.
        room = try await room.restarted(keep: [])
        try await room.see("golden-4", "let go") { $0.station == nil }
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        try await room.see("golden-4", "the same one") { $0.station?.text == Self.window.key }
        #expect(await room.talk.snapshots.last?.report.health == .ready)
        #expect(room.machined.calls("CloneImage") == 3)
        #expect(await room.talk.end() == 0)
      }
    }

    @Test func aCopyIsNotTakenFromAnotherStation() async throws {
      try await Room.open { room in
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        try await room.see("golden-4", "made") { $0.station?.text == Self.window.key }
        #expect(try await room.talk.perform(.assign(to: Self.door), on: "golden-4") == nil)
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "golden") == nil)
        try await room.see("golden-4-2", "made") { $0.station?.text == Self.window.key }
        try await room.see("golden-4", "stays") { $0.station?.text == Self.door.key }
      }
    }

    @Test func aHostileStateFileIsSetAsideAndTheNextAssignmentMendsIt() async throws {
      try await Room.open { room in
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "lab-1") == nil)
        let file = room.plugin.state + "/machines/assignments.json"
        try writeText("{\"stations\": {\"../../etc\": \"x\"}, \"copies\": {}}", to: file)
        let room = try await room.restarted(keep: [])
        let report = try await room.talk.see("degraded") { $0.health.state == .degraded }
        #expect(report.health.why?.contains("assignments.json.bad") == true)
        #expect(report.desktops?.allSatisfy { $0.station == nil } == true)
        #expect(try await room.talk.perform(.assign(to: Self.window), on: "lab-1") == nil)
        try await room.talk.see("mended") { $0.health == .ready }
        #expect(await room.talk.end() == 0)
      }
    }

    @Test func anAssignmentThatCannotBeKeptIsNotMade() async throws {
      try await Room.open { room in
        // Also for root: a folder lies where the new file would.
        mkdir(room.plugin.state + "/machines/assignments.json.new", 0o755)
        let error = try await room.talk.perform(.assign(to: Self.window), on: "lab-1")
        #expect(error?.code == .internalError)
        rmdir(room.plugin.state + "/machines/assignments.json.new")
        let report = try await room.talk.see("as before") { _ in true }
        #expect(report.desktops?.allSatisfy { $0.station == nil } == true)
      }
    }
  }
}
