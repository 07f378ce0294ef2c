import AgentInterface
import RigKit
import Testing

extension System {
  /// Packs through the real command line: made, issued, added, and refused.
  @Suite struct Packs {
    @Test func aPackThatWasIssuedHereCoversTheStation() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(3)
        let snapshot = try await room.see("licensed") { $0[0]?.license == "licensed" }
        #expect(snapshot[0]?.pack == "school-1")
        #expect(snapshot.packs.map(\.count) == [3])
        #expect(snapshot.packs.map(\.used) == [1])
        #expect(snapshot.packs.map(\.issuer) == ["Village school"])
        #expect(snapshot.notices.isEmpty)
      }
    }

    @Test func everyBadPackIsRefusedWithItsReasonAndChangesNothing() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(1)
        try room.makeKey("stranger", in: room.desk.folder + "/elsewhere")
        let good = try readText(try room.issue("good", count: 9, key: room.trusted + "/school"))
        let strange = try readText(
          try room.issue("strange", count: 9, key: room.desk.folder + "/elsewhere/stranger"))
        let added = try readText(room.desk.folder + "/school-1.pack")
        let parts = good.split(separator: ".")
        let others = strange.split(separator: ".")
        try #require(parts.count == 3 && others.count == 3)
        let before = try await room.see("licensed") { $0[0]?.license == "licensed" }

        for (what, text, reason) in [
          (
            "signed by another, in the name of a trusted key",
            "\(parts[0]).\(others[1]).\(others[2])", "signature is wrong"
          ),
          (
            "contents of another pack", "\(parts[0]).\(others[1]).\(parts[2])", "signature is wrong"
          ),
          // 65 letters are no base64url at all, 64 are a signature that is too short.
          ("cut short", String(good.dropLast(22)), "not a license pack"),
          ("cut shorter", String(good.dropLast(23)), "signature has 48 bytes, not 64"),
          ("two parts", "\(parts[0]).\(parts[1])", "not a license pack"),
          ("an unknown key", strange, "not trusted"),
          ("added before", added, "school-1 was added before"),
          ("something else", "hello\n", "not a license pack"),
          ("nothing", "", "not a license pack"),
          ("too large", String(repeating: "a", count: 70_000), "larger than 64 KiB"),
        ] {
          let file = room.desk.folder + "/bad.pack"
          try writeText(text, to: file)
          let result = try room.stationctl("license", "add", file)
          #expect(result.code == 65, "\(what): \(result.output)")
          #expect(result.output.contains(reason), "\(what): \(result.output)")
          #expect(result.output.hasPrefix("stationctl: "))
          #expect(try await room.snapshot() == before, "\(what)")
        }
        // None of it was the good pack's fault.
        try writeText(good, to: room.desk.folder + "/fine.pack")
        try room.command("license", "add", room.desk.folder + "/fine.pack")
      }
    }

    @Test func aFileThatIsNotThereIsABadFile() async throws {
      try await Classroom.open { room in
        let result = try room.stationctl("license", "add", "/nowhere/x.pack")
        #expect(result.code == 65)
        #expect(result.output.contains("/nowhere/x.pack cannot be read"))
      }
    }

    @Test func aKeyIsNeverOverwritten() async throws {
      try await Classroom.open { room in
        try room.makeKey("school", in: room.trusted)
        let before = try readText(room.trusted + "/school.key")
        let result = try room.stationctl("license", "keygen", room.trusted + "/school")
        #expect(result.code == 1)
        #expect(try readText(room.trusted + "/school.key") == before)
      }
    }
  }
}
