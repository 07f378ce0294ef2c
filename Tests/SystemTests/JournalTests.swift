import Glibc
import Journal
import RigKit
import Testing

extension System {
  /// What the shipped agent sends to the journal, whose place a socket of the test takes in a mount
  /// namespace of the agent's own.
  @Suite(.enabled(if: geteuid() == 0, "only root can mount")) struct Entries {
    private static func open(
      _ body: (Classroom, NotifySocket) async throws -> Void
    ) async throws {
      try await Classroom.open("01-bare-host") { room in
        let folder = room.desk.folder + "/journal"
        mkdir(folder, 0o755)
        let journal = try NotifySocket(path: folder + "/socket")
        let programs = room.desk.folder + "/programs"
        mkdir(programs, 0o755)
        // systemd.exec(5): standard error leads to the journal if it is still the stream that
        // JOURNAL_STREAM names.
        try writeText(
          """
          #!/bin/sh
          exec unshare -m --propagation private sh -c '
          mount -t tmpfs none /run && mkdir -p /run/systemd/journal &&
          mount --bind \(folder) /run/systemd/journal &&
          JOURNAL_STREAM=$(stat -Lc %d:%i /proc/self/fd/2) && export JOURNAL_STREAM &&
          exec \(Desk.programs)/stationd "$@"' sh "$@"
          """, to: programs + "/stationd")
        chmod(programs + "/stationd", 0o755)
        try await room.startAgent(programs: programs)
        try await body(room, journal)
      }
    }

    private func next(_ event: JournalEvent, _ journal: NotifySocket) throws -> Set<String> {
      let entry = Set(try journal.next("MESSAGE_ID=\(event.id)"))
      #expect(entry.contains("STATION_EVENT=\(event.rawValue)"))
      #expect(entry.contains("SYSLOG_IDENTIFIER=stationd"))
      return entry
    }

    @Test func theLifeOfTheAgentAndOfAStationAreEntriesWithIDsAndFields() async throws {
      try await Self.open { room, journal in
        let starting = try next(.agentStarting, journal)
        #expect(starting.contains("PRIORITY=5"))
        _ = try next(.agentReady, journal)
        let recording = try Recording("06-plugable-dock-autoseat")
        try room.testbed.plug(Docks.dock(port: 1, of: recording))
        let enrolled = try next(.stationEnrolled, journal)
        #expect(enrolled.contains("STATION_NUMBER=1"))
        #expect(enrolled.contains("STATION_KEY=\(Docks.key(port: 1))"))
        #expect(
          enrolled.contains { $0.hasPrefix("MESSAGE=station 1 (") && $0.hasSuffix("): enrolled") })
        try room.command("station", "disable", "1")
        _ = try next(.stationDisabled, journal)
        try room.testbed.pull(Docks.path(port: 1))
        _ = try next(.stationAbsent, journal)
        try room.command("station", "forget", "1")
        let forgotten = try next(.stationForgotten, journal)
        #expect(forgotten.contains("STATION_NUMBER=1"))
        #expect(try await room.stopAgent() == 0)
        _ = try next(.agentStopped, journal)
        // Each change is told once.
        for event in [JournalEvent.stationDisabled, .stationAbsent, .stationForgotten] {
          #expect(journal.told.count { $0 == "MESSAGE_ID=\(event.id)" } == 1, "\(event)")
        }
      }
    }

    @Test func aNoticeAndABadConfigurationHaveTheirReasonsAndNextSteps() async throws {
      try await Self.open { room, journal in
        let raised = try next(.noticeRaised, journal)
        #expect(raised.contains { $0.hasPrefix("STATION_CAUSE=") })
        #expect(raised.contains { $0.hasPrefix("STATION_NEXT_STEP=") && $0.count > 20 })
        #expect(raised.contains { $0.hasPrefix("STATION_DEADLINE=2") && $0.hasSuffix("Z") })
        #expect(raised.contains("STATION_STAGE=begun"))
        try writeText("[Licensing]\nhost-grace = soon\n", to: room.desk.configurationFile)
        room.agent?.send(SIGHUP)
        let kept = try next(.configurationKept, journal)
        #expect(kept.contains("PRIORITY=3"))
        try room.configure("[Stations]\nhost-counts = never\n")
        room.agent?.send(SIGHUP)
        _ = try next(.configurationRead, journal)
      }
    }
  }
}
