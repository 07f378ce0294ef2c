import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// An agent whose disk is full: a file system of its own, in a mount namespace of its own.
  @Suite(.enabled(if: geteuid() == 0, "only root can mount")) struct FullDisk {
    /// Starts it with what the killed one left, on a disk that this fills, and opens that folder.
    private static func start(_ room: Classroom) async throws -> Int32 {
      let programs = room.desk.folder + "/programs"
      let state = room.desk.folder + "/state"
      mkdir(programs, 0o755)
      try writeText(
        """
        #!/bin/sh
        exec unshare -m --propagation private sh -c '
        cp -a \(state) \(state).kept && mount -t tmpfs -o size=4m,mode=0700 none \(state) &&
        cp -a \(state).kept/. \(state) && { cat /dev/zero >\(state)/filling; :; } 2>/dev/null
        exec \(Desk.programs)/stationd "$@"' sh "$@"
        """, to: programs + "/stationd")
      chmod(programs + "/stationd", 0o755)
      try await room.startAgent(programs: programs)
      let agent = try #require(room.agent)
      let folder = open("/proc/\(agent.pid)/root\(state)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      return try #require(folder >= 0 ? folder : nil)
    }

    private static func processorTime(_ room: Classroom) throws -> Int {
      let agent = try #require(room.agent)
      let fields = try readText("/proc/\(agent.pid)/stat").split(separator: " ")
      return (Int(fields[13]) ?? 0) + (Int(fields[14]) ?? 0)
    }

    @Test func whoeverAsksIsAnsweredAndAllIsWrittenOnceThereIsSpace() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try room.license(1)
        let before = try await room.see("licensed") { $0[0]?.license == "licensed" }
        try await room.kill9()
        let folder = try await Self.start(room)
        defer { close(folder) }
        let full = try await room.see("the trouble is told") { snapshot in
          !snapshot.licensing.ledgerTroubles.isEmpty
        }
        #expect(full[0]?.leaseExpires == before[0]?.leaseExpires)
        // It waits for space, and does not try without end: a second of its processor is far too much
        // for twenty answers.
        let begin = try Self.processorTime(room)
        for _ in 1...20 { _ = try await room.snapshot() }
        #expect(try Self.processorTime(room) - begin < sysconf(Int32(_SC_CLK_TCK)))
        let refused = try room.stationctl("station", "rename", "0", "Front")
        #expect(refused.code == 1 && refused.output.contains("free space"), "\(refused.output)")
        let doctor = try room.stationctl("doctor")
        #expect(!doctor.output.contains(".."), "\(doctor.output)")

        unlinkat(folder, "filling", 0)
        try await room.see("it is written again", seconds: 30) { snapshot in
          snapshot.licensing.ledgerTroubles.isEmpty
        }
        try room.command("station", "rename", "0", "Front")
        try room.command("license", "audit")
      }
    }

    @Test func anAgentThatEndsOnAFullDiskLeavesNoPieces() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        try await room.kill9()
        let folder = try await Self.start(room)
        defer { close(folder) }
        #expect(try await room.stopAgent() == 0)
        let left = try run(
          "ls", ["/proc/\(getpid())/fd/\(folder)/"], environment: [:], logPath: room.desk.log("ls"))
        #expect(left.code == 0 && left.output.contains("clock"), "\(left.output)")
        #expect(!left.output.contains(".new"), "\(left.output)")
      }
    }
  }
}
