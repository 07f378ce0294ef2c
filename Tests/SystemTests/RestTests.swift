import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// What the agent costs while nothing happens.
  @Suite struct Rest {
    /// None of its threads, and in particular none of libdispatch's, whose pool is watched by a timer
    /// that goes off once a second.
    @Test func aHostWithoutStationsIsNotWoken() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let agent = try #require(room.agent)
        #expect(try threadsAtRest(of: agent.pid) == ["events": 0, "stationd": 0, "worker": 0])
        // And it is awake when it is asked again, sleeps and tasks included.
        #expect(try await room.snapshot().stations.count == 1)
        #expect(agent.end(SIGTERM) == 0)
      }
    }

    /// The code of the start alone is more than that, in a debug build several times.
    @Test func whatOnlyTheStartNeededIsGivenBack() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let agent = try #require(room.agent)
        let before = try memory(of: agent.pid, "Rss")
        _ = try threadsAtRest(of: agent.pid, seconds: 0)
        let after = try memory(of: agent.pid, "Rss")
        #expect(after < before / 2, "\(before) KiB, then \(after) KiB")
        // Of a debug build, so not the target itself, which `make measure` holds.
        let size = try memory(of: agent.pid, "Pss")
        let own = try memory(of: agent.pid, "Pss_Anon")
        #expect(size < 24 * 1024, "\(size) KiB")
        #expect(own < 8 * 1024, "\(own) KiB")
        print("PSS \(size) KiB, own \(own) KiB")
        #expect(try await room.snapshot().stations.count == 1)
      }
    }

    @Test func theSessionAgentIsNotWokenEither() async throws {
      try await NotifierSession.open("01-bare-host") { room, session in
        try await session.startServer()
        try await room.startAgent()
        try session.startNotifier()
        let pid = try #require(session.notifierPID)
        try waitUntil("it runs") { try wakeUps(of: pid)["events"] != nil }
        let threads = try threadsAtRest(of: pid)
        // The kernel keeps 15 characters of a name.
        #expect(threads == ["events": 0, "station-notifie": 0, "worker": 0])
      }
    }
  }
}
