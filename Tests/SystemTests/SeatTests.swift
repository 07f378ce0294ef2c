import AgentInterface
import DBus
import Glibc
import RigKit
import Testing

extension System {
  /// Stations become seats by hand, with a logind and a systemd that python-dbusmock plays.
  @Suite struct Seats {
    @Test func aStationIsASeatOnceUdevSaysItOfEveryDevice() async throws {
      try await SeatRoom.open { seats in
        let room = seats.room
        let plan = try room.command("seat", "plan")
        #expect(plan.contains("seat-station-1") && plan.contains("attach"), "\(plan)")
        let applying = Task.detached { try room.stationctl("seat", "apply", "1") }
        try seats.asked(SeatRoom.hub, 1)
        // The first call fell into udevd's three seconds: it is made again.
        try seats.asked(SeatRoom.hub, 2)
        try seats.obey(SeatRoom.hub)
        try seats.obey(SeatRoom.card)
        let result = try await applying.value
        #expect(result.code == 0 && result.output.contains("ready"), "\(result.output)")
        #expect(try await room.snapshot()[1]?.seat == "seat-station-1")
      }
    }

    @Test func onlyWhatIsMissingIsAskedForAgain() async throws {
      try await SeatRoom.open { seats in
        let room = seats.room
        let applying = Task.detached { try room.stationctl("seat", "apply", "1") }
        try seats.asked(SeatRoom.card, 1)
        try seats.obey(SeatRoom.hub)
        try seats.asked(SeatRoom.card, 2)
        try seats.obey(SeatRoom.card)
        let result = try await applying.value
        #expect(result.code == 0, "\(result.output)")
        #expect(seats.logind.attaches(SeatRoom.seat, "/sys" + SeatRoom.hub) == 1)
      }
    }

    @Test func whoIsNotAllowedIsToldWhatIsMissing() async throws {
      try await SeatRoom.open { seats in
        try await seats.logind.answerAttach(SeatRoom.denied)
        let result = try seats.room.stationctl("seat", "apply", "1")
        #expect(result.code == 1, "\(result.output)")
        #expect(result.output.contains("50-stationmaster.rules"), "\(result.output)")
        #expect(seats.logind.attaches == 1)
        let doctor = try seats.room.stationctl("doctor")
        #expect(doctor.output.contains("does not let the agent"))
      }
    }

    @Test func nothingIsAttachedWhileSomebodySitsThere() async throws {
      try await SeatRoom.open { seats in
        try await seats.logind.add("c1", "anna", seat: "seat0")
        try await seats.room.see("anna is there") { $0[0]?.users == ["anna"] }
        let result = try seats.room.stationctl("seat", "apply", "1")
        #expect(result.code == 1, "\(result.output)")
        #expect(result.output.contains("until anna signs out"), "\(result.output)")
        #expect(seats.logind.attaches == 0)
        #expect(try seats.room.stationctl("seat", "apply", "99").code == 1)
      }
    }

    @Test func aLogindThatHangsIsSaidAndAskedAgainOnceItGoesOn() async throws {
      try await SeatRoom.open { seats in
        seats.logind.child.send(SIGSTOP)
        let hanging = try seats.room.stationctl("seat", "apply", "1")
        #expect(hanging.code == 1, "\(hanging.output)")
        #expect(hanging.output.contains("does not answer"), "\(hanging.output)")
        seats.logind.child.send(SIGCONT)
        let room = seats.room
        let applying = Task.detached { try room.stationctl("seat", "apply", "1") }
        try waitUntil("it is asked again") {
          seats.logind.attaches(SeatRoom.seat, "/sys" + SeatRoom.card) > 0
        }
        try seats.obey(SeatRoom.hub)
        try seats.obey(SeatRoom.card)
        #expect(try await applying.value.code == 0)
      }
    }

    @Test func aSeatOfAnAdministratorIsLeftAlone() async throws {
      try await SeatRoom.open("manage", enroll: false) { seats in
        let room = seats.room
        try seats.obey(SeatRoom.hub, "seat-left")
        try await seats.enroll()
        let half = try await seats.see("impossible")
        #expect(half?.why.contains("1-1 is on seat-left") == true, "\(half?.why ?? "")")
        #expect(
          half?.nextStep?.contains("loginctl attach seat-left /sys" + SeatRoom.card) == true)
        try await seats.lookAgain(5)
        #expect(try room.stationctl("seat", "apply", "1").code == 1)
        #expect(seats.logind.attaches == 0)

        try seats.obey(SeatRoom.card, "seat-left")
        #expect(try await seats.see("ready")?.seat == "seat-left")
        let release = try room.stationctl("seat", "release", "1")
        #expect(release.code == 0, "\(release.output)")
        #expect(release.output.contains("no rule of the agent's"), "\(release.output)")
        #expect(seats.systemd.starts == 0 && seats.logind.attaches == 0)
        #expect(access(seats.file(SeatRoom.hub), F_OK) == 0)
      }
    }

    @Test func afterAttachingBesideAGreeterPluggingInAgainIsAdvised() async throws {
      try await SeatRoom.open { seats in
        let room = seats.room
        let greeter: [String: DBus.Value] = [
          "Class": .string("greeter"), "Type": .string("x11"), "Display": .string(":0"),
        ]
        try await seats.logind.add("c1", "lightdm", seat: "seat0", greeter)
        let applying = Task.detached { try room.stationctl("seat", "apply", "1") }
        try seats.asked(SeatRoom.card, 1)
        try seats.obey(SeatRoom.hub)
        try seats.obey(SeatRoom.card)
        let result = try await applying.value
        #expect(result.code == 0, "\(result.output)")
        // What more it says depends on the X server of this computer.
        let advice = "If no sign-in screen appears there"
        #expect(result.output.contains(advice), "\(result.output)")
        try await seats.logind.add("c2", "lightdm", seat: SeatRoom.seat, greeter)
        try waitUntil("its own greeter is heard of") {
          try !room.command("seat", "plan").contains(advice)
        }
      }
    }
  }
}
