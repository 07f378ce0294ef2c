import AgentInterface
import Glibc
import RigKit
import Testing

extension System {
  /// With `seats = manage` the agent attaches and releases by itself.
  @Suite struct ManagedSeats {
    private func attach(_ seats: SeatRoom) async throws {
      try seats.asked(SeatRoom.card, 1)
      try seats.obey(SeatRoom.hub)
      try seats.obey(SeatRoom.card)
      try await seats.see("ready")
    }

    @Test func whoIsEnrolledIsAttachedAndWhoIsForgottenIsReleased() async throws {
      try await SeatRoom.open("manage", enroll: false) { seats in
        let room = seats.room
        #expect(seats.logind.attaches == 0)
        try await seats.enroll()
        try await attach(seats)
        try await room.see("its seat") { $0[1]?.seat == SeatRoom.seat }

        // Unplugged only: nothing is released, and it is back without anybody's doing.
        try room.testbed.pull(SeatRoom.hub)
        try await room.see("it is absent") { $0[1]?.state == "absent" }
        try await seats.lookAgain(3)
        #expect(try await seats.see("none")?.why.contains("comes back with it") == true)
        #expect(seats.systemd.starts == 0)
        try seats.plug(SeatRoom.hub)
        try await room.see("it is back") { $0[1]?.state == "complete" }
        try await seats.see("ready")

        try room.testbed.pull(SeatRoom.hub)
        try await room.see("it is absent again") { $0[1]?.state == "absent" }
        try room.command("station", "forget", "1")
        try seats.started(1)
        #expect(try await seats.see("working")?.why.contains("being released") == true)
        seats.removeRules(SeatRoom.hub, SeatRoom.card)
        try await seats.systemd.end(SeatRoom.unit, "done")
        try await seats.see("gone")
        try await seats.lookAgain(3)
        #expect(seats.systemd.starts == 1 && seats.logind.attaches == 2)
      }
    }

    @Test func whoMovesLeavesTheOldPlaceAndIsAttachedAtTheNewOne() async throws {
      try await SeatRoom.open("manage") { seats in
        let room = seats.room
        try await attach(seats)
        try room.testbed.pull(SeatRoom.hub)
        try await room.see("it is absent") { $0[1]?.state == "absent" }
        try room.command("station", "moved", "1", Docks.key(port: 2))
        try await room.see("it is complete there") { $0[1]?.state == "complete" }
        try seats.started(1)
        #expect(seats.logind.attaches(SeatRoom.seat, "/sys" + SeatRoom.hub2) == 0)
        seats.removeRules(SeatRoom.hub, SeatRoom.card)
        try await seats.systemd.end(SeatRoom.unit, "done")
        try seats.asked(SeatRoom.hub2, 1)
        try seats.asked(SeatRoom.card, 2)
        try seats.obey(SeatRoom.hub2)
        try seats.obey(SeatRoom.card)
        try await seats.see("ready")
        try await seats.lookAgain(3)
        #expect(seats.systemd.starts == 1 && seats.logind.attaches == 4)
      }
    }

    @Test func aCardThatGoesAndComesBringsItsSeatBack() async throws {
      try await SeatRoom.open("manage") { seats in
        let room = seats.room
        try await attach(seats)
        try room.testbed.pull(SeatRoom.card)
        try await seats.logind.announceSeat("SeatRemoved", SeatRoom.seat)
        try await room.see("its display is gone") { $0[1]?.state == "incomplete" }
        let away = try await seats.see("none")
        #expect(away?.why.contains("comes back with it") == true, "\(away?.why ?? "")")
        try await seats.lookAgain(3)
        try seats.plug(SeatRoom.card)
        try await seats.logind.announceSeat("SeatNew", SeatRoom.seat)
        try await room.see("it is complete") { $0[1]?.state == "complete" }
        try await seats.see("ready")
        #expect(seats.systemd.starts == 0 && seats.logind.attaches == 2)
      }
    }

    @Test func aRefusalIsAskedAboutRarelyOrWhenSomebodySaysSo() async throws {
      try await SeatRoom.open("manage", enroll: false) { seats in
        try await seats.logind.answerAttach(SeatRoom.denied)
        try await seats.enroll()
        let line = try await seats.see("failed")
        #expect(line?.nextStep?.contains("50-stationmaster.rules") == true)
        #expect(line?.why.contains("tried again in") == true, "\(line?.why ?? "")")
        for round in 0..<5 {
          seats.room.testbed.announce(SeatRoom.hub, "change")
          try await seats.lookAgain(round + 1)
        }
        #expect(seats.logind.attaches == 1)
        try await seats.logind.answerAttach()
        let room = seats.room
        let applying = Task.detached { try room.stationctl("seat", "apply", "1") }
        try seats.asked(SeatRoom.card, 1)
        try seats.obey(SeatRoom.hub)
        try seats.obey(SeatRoom.card)
        #expect(try await applying.value.code == 0)
      }
    }

    @Test func aUdevThatDoesNothingIsAskedRarelyHoweverOftenTheAgentLooks() async throws {
      try await SeatRoom.open("manage") { seats in
        let line = try await seats.see("failed")
        #expect(line?.why.contains("tried again in") == true, "\(line?.why ?? "")")
        try await seats.lookAgain(20)
        // Two rounds of two devices; the next one is seconds away.
        #expect(seats.logind.attaches == 4)
      }
    }

    @Test func aLogindThatRestartsMidwayIsAskedForTheRest() async throws {
      try await SeatRoom.open("manage") { seats in
        try seats.asked(SeatRoom.card, 1)
        try seats.obey(SeatRoom.hub)
        try await seats.restartLogind()
        try waitUntil("the new one is asked") { seats.logind.attaches > 0 }
        try seats.obey(SeatRoom.card)
        try await seats.see("ready")
        #expect(seats.logind.attaches(SeatRoom.seat, "/sys" + SeatRoom.hub) == 0)
        #expect(seats.logind.attaches == 1)
      }
    }

    @Test func whatIsManagedIsReleasedByHandOnlyAfterManagingEnds() async throws {
      try await SeatRoom.open("manage") { seats in
        let room = seats.room
        try await attach(seats)
        let kept = try room.stationctl("seat", "release", "1")
        #expect(kept.code == 1 && kept.output.contains("seats = observe"), "\(kept.output)")
        #expect(seats.systemd.starts == 0)
        try room.configure(seats.configuration("observe"))
        room.agent?.send(SIGHUP)
        try await room.see("it observes") { $0.host.seats == "observe" }
        let releasing = Task.detached { try room.stationctl("seat", "release", "1") }
        try seats.started(1)
        seats.removeRules(SeatRoom.hub, SeatRoom.card)
        try await seats.systemd.end(SeatRoom.unit, "done")
        let result = try await releasing.value
        #expect(result.code == 0 && result.output.contains("It is released"), "\(result.output)")
        try await seats.lookAgain(3)
        #expect(seats.logind.attaches == 2)
        #expect(try await seats.see("attach")?.seat == SeatRoom.seat)
      }
    }
  }

  /// `stationctl seat release` where it cannot be done at once.
  @Suite struct SeatReleases {
    private func withSeat(_ body: (SeatRoom) async throws -> Void) async throws {
      try await SeatRoom.open { seats in
        try seats.obey(SeatRoom.hub)
        try seats.obey(SeatRoom.card)
        try await seats.see("ready")
        try await body(seats)
      }
    }

    @Test func nothingIsReleasedUnderAPerson() async throws {
      try await withSeat { seats in
        try await seats.logind.add("c1", "anna", seat: SeatRoom.seat)
        try await seats.room.see("anna is there") { $0[1]?.users == ["anna"] }
        let refused = try seats.room.stationctl("seat", "release", "1")
        #expect(refused.code == 1, "\(refused.output)")
        #expect(refused.output.contains("until anna signs out"), "\(refused.output)")
        // It was no wish for later.
        try await seats.logind.remove("c1")
        try await seats.room.see("anna has left") { $0[1]?.users == [] }
        try await seats.lookAgain(3)
        #expect(seats.systemd.starts == 0)
        #expect(try await seats.see("ready")?.seat == SeatRoom.seat)
      }
    }

    @Test func aRefusalSaysWhatIsMissingAndIsAskedOnce() async throws {
      try await withSeat { seats in
        try await seats.systemd.answerStart(SeatRoom.denied)
        let refused = try seats.room.stationctl("seat", "release", "1")
        #expect(refused.code == 1, "\(refused.output)")
        #expect(refused.output.contains("50-stationmaster.rules"), "\(refused.output)")
        try await seats.lookAgain(5)
        #expect(seats.systemd.starts == 1)
        #expect(access(seats.file(SeatRoom.hub), F_OK) == 0)
      }
    }

    @Test func aHelperThatFailsIsSaidWithItsLog() async throws {
      try await withSeat { seats in
        let room = seats.room
        let releasing = Task.detached { try room.stationctl("seat", "release", "1") }
        try seats.started(1)
        try await seats.systemd.end(SeatRoom.unit, "failed")
        let result = try await releasing.value
        #expect(result.code == 1, "\(result.output)")
        #expect(result.output.contains("helper that takes rules away failed"), "\(result.output)")
        #expect(result.output.contains("journalctl -u \(SeatRoom.unit)"), "\(result.output)")
        try await seats.lookAgain(5)
        #expect(seats.systemd.starts == 1)
      }
    }

    @Test func whatSystemdDoesNotHaveIsSaid() async throws {
      try await withSeat { seats in
        seats.systemd.child.end(SIGKILL)
        let result = try seats.room.stationctl("seat", "release", "1")
        #expect(result.code == 1 && result.output.contains("does not answer"), "\(result.output)")
      }
    }
  }
}
