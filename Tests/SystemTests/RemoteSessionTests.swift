import AgentInterface
import Glibc
import PluginRig
import RigKit
import Testing

extension System {
  /// The shipped agent with the shipped plugin `sessions`, and a logind that python-dbusmock plays.
  @Suite struct RemoteSessions {
    @Test func whoSignsInFromElsewhereHoldsALicenseForAWhileLonger() async throws {
      try await Classroom.open("01-bare-host") { room in
        let logind = try await PretendLogind(room.desk)
        defer { if !logind.child.hasEnded { logind.child.end(SIGTERM) } }
        let plugin = try PluginFolder(
          "sessions", on: room.desk, configuration: #"{"bus": "\#(room.desk.address)"}"#)
        try await room.startAgent(
          Classroom.impatient + "\n[Plugins]\nfolders = \(plugin.root)\n")
        try room.license(2)
        // An ssh login beside it is no station.
        try await logind.addRemote("c1", "bo", from: "lab-pc-4", service: "sshd", type: "tty")
        try await logind.addRemote("c2", "alice", uid: 1002, from: "lab-pc-3")
        let there = try await room.see("alice is licensed") { snapshot in
          snapshot.stations.contains {
            $0.name == "alice from lab-pc-3" && $0.license == "licensed"
          }
        }
        #expect(there.stations.map(\.kind) == ["host", "network"])
        #expect(there[1]?.users == ["alice"])

        try await logind.remove("c2")
        let held = try await room.see("alice has left") { snapshot in
          snapshot[1]?.state == "absent"
        }
        #expect(held[1]?.leaseExpires == there[1]?.leaseExpires, "her license is held")

        // Another session from the same computer is the same station.
        try await logind.addRemote("c3", "alice", uid: 1002, from: "LAB-PC-3", service: "tigervnc")
        let back = try await room.see("alice is back") { $0[1]?.state == "complete" }
        #expect(back.stations.count == 2 && back[1]?.license == "licensed")
        #expect(back[1]?.leaseExpires == there[1]?.leaseExpires)
        #expect(try await room.stopAgent() == 0)
      }
    }
  }
}
