import EventLoop
import Glibc
import PluginProtocol
import PluginRig
import RigKit
import StationModel
import Testing

extension Plugin {
  @Suite struct Power {
    @Test func whatOthersStartAndStopIsSeen() async throws {
      try await Room.open { room in
        try await room.machined.begin("lab-1")
        try await room.see("lab-1 runs", ["golden: stopped", "lab-1: running", "lab-2: stopped"])
        // From no image of ours, a virtual machine, and another's container.
        try await room.machined.begin("lab-7")
        try await room.machined.begin("lab-8", kind: "vm", service: "libvirt-qemu")
        try await room.machined.begin("lab-9", service: "libvirt-lxc")
        try await room.machined.begin("database")
        try await room.machined.end("lab-1")
        try await room.see(
          "lab-7 alone runs",
          ["golden: stopped", "lab-1: stopped", "lab-2: stopped", "lab-7: running"])
        try await room.machined.end("lab-7")
        try await room.see("none runs", ["golden: stopped", "lab-1: stopped", "lab-2: stopped"])
      }
    }

    @Test func aDesktopStartsThroughItsUnit() async throws {
      try await Room.open { room in
        try await room.machined.answer("start", "hold")
        #expect(try await room.talk.perform(.start, on: "lab-1") == nil)
        try await room.see("it starts", ["golden: stopped", "lab-1: starting", "lab-2: stopped"])
        // What is so already is accepted, and nothing is done twice.
        #expect(try await room.talk.perform(.start, on: "lab-1") == nil)
        try await room.machined.release("lab-1")
        try await room.see("it runs", ["golden: stopped", "lab-1: running", "lab-2: stopped"])
        #expect(try await room.talk.perform(.start, on: "lab-1") == nil)
        #expect(room.machined.calls("StartUnit \"systemd-nspawn@lab-1.service\" \"fail\"") == 1)
      }
    }

    @Test func aStartThatFailsIsShownUntilTheNextOne() async throws {
      try await Room.open { room in
        try await room.machined.answer("start", "failed")
        #expect(try await room.talk.perform(.start, on: "lab-1") == nil)
        let failed = try await room.see("lab-1", "failed") { $0.state == .failed }
        #expect(failed.health.why?.contains("journalctl -u systemd-nspawn@lab-1.service") == true)
        try await room.machined.answer("start", "done")
        #expect(try await room.talk.perform(.start, on: "lab-1") == nil)
        try await room.see("lab-1", "runs") { $0.state == .running && $0.health == .ready }
      }
    }

    @Test func whatMayNotBeDoneSaysWhatToGrant() async throws {
      try await Room.open { room in
        let denied = "error:org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"
        for what in ["start", "stop", "terminate", "clone"] {
          try await room.machined.answer(what, denied)
        }
        try await room.machined.begin("lab-2")
        try await room.see("lab-2", "runs") { $0.state == .running }
        let station = AssignedStation(key: "host", number: 0, name: "Host")
        let asked: [(Operation.Action, String, String)] = [
          (.start, "lab-1", "org.freedesktop.systemd1.manage-units"),
          (.stop(force: false), "lab-2", "org.freedesktop.machine1.manage-machines"),
          (.stop(force: true), "lab-2", "org.freedesktop.machine1.manage-machines"),
          (.assign(to: station), "golden", "org.freedesktop.machine1.manage-images"),
        ]
        for (action, name, words) in asked {
          let error = try await room.talk.perform(action, on: name)
          #expect(error?.code == .denied && error?.message.contains(words) == true, "\(action)")
        }
        let report = try await room.talk.see("all as before") { _ in true }
        #expect(report.health == .ready)
        #expect(report.desktops?.map(\.state) == [.stopped, .stopped, .running])
        #expect(report.desktops?.allSatisfy { $0.station == nil } == true)
      }
    }

    @Test func aDesktopIsAskedToShutDownAndSwitchedOffByForce() async throws {
      try await Room.open { room in
        for name in ["lab-1", "lab-2"] { try await room.machined.begin(name) }
        try await room.see("both run", ["golden: stopped", "lab-1: running", "lab-2: running"])
        #expect(try await room.talk.perform(.stop(force: false), on: "lab-1") == nil)
        try await room.see("one does", ["golden: stopped", "lab-1: stopped", "lab-2: running"])
        #expect(room.machined.calls("KillMachine \"lab-1\" \"leader\" 38") == 1)
        // It does not listen.
        try await room.machined.answer("stop", "ignore")
        #expect(try await room.talk.perform(.stop(force: false), on: "lab-2") == nil)
        #expect(try await room.talk.perform(.stop(force: true), on: "lab-2") == nil)
        try await room.see("none runs", ["golden: stopped", "lab-1: stopped", "lab-2: stopped"])
        #expect(room.machined.calls("TerminateMachine \"lab-2\"") == 1)
        #expect(try await room.talk.perform(.stop(force: true), on: "lab-2") == nil)
        #expect(room.machined.calls("TerminateMachine \"lab-2\"") == 1)
      }
    }

    @Test func whileItShutsDownItIsShownSoAndNotStarted() async throws {
      try await Room.open { room in
        try await room.machined.begin("lab-1")
        try await room.see("lab-1", "runs") { $0.state == .running }
        try await room.machined.answer("stop", "slow")
        #expect(try await room.talk.perform(.stop(force: false), on: "lab-1") == nil)
        // No signal tells of it.
        try await room.see("lab-1", "closes") { $0.health.state == .degraded }
        let error = try await room.talk.perform(.start, on: "lab-1")
        #expect(error?.code == .busy && error?.retryAfter == 3)
        try await room.machined.end("lab-1")
        try await room.see("lab-1", "stopped") { $0.state == .stopped && $0.health == .ready }
      }
    }

    @Test func aStartThatHangsCanBeStopped() async throws {
      try await Room.open { room in
        try await room.machined.answer("start", "hold")
        #expect(try await room.talk.perform(.start, on: "lab-1") == nil)
        try await room.see("lab-1", "starts") { $0.state == .starting }
        #expect(try await room.talk.perform(.stop(force: false), on: "lab-1") == nil)
        try await room.see("lab-1", "stopped") { $0.state == .stopped && $0.health == .ready }
      }
    }

    @Test func templatesAndStrangersAreNotStarted() async throws {
      try await Room.open { room in
        let refused = try await room.talk.perform(.start, on: "golden")
        #expect(refused?.code == .notSupported)
        for name in ["database", "nobody", ".host", "lab-1.service", "lab-3;x"] {
          for action in [.start, .stop(force: true), .unassign] as [Operation.Action] {
            let error = try await room.talk.perform(action, on: name)
            #expect(error?.code == .noSuchDesktop, "\(action) of \(name)")
          }
        }
        #expect(room.machined.calls("StartUnit") == 0)
        #expect(room.machined.calls("TerminateMachine") == 0)
      }
    }
  }
}
