import AgentInterface
import Glibc
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// Notices and mutes on the command line: the real programs.
  @Suite struct NoticeCommands {
    private static let notice = "unconfigured/host"

    private static let key = Docks.key(port: 2)

    /// A computer of whose licenses nobody has said anything, with one station and one candidate.
    private func withNotice(_ body: (Classroom) async throws -> Void) async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        try await room.startAgent(Classroom.impatient + "enroll = ask\n")
        _ = try await room.settled()
        try room.command("station", "enroll", Docks.key(port: 1))
        try await room.see("the notices are there") { snapshot in
          ["candidate", "unconfigured"].allSatisfy { cause in
            snapshot.notices.contains { $0.cause == cause }
          }
        }
        try await body(room)
      }
    }

    private func history(_ room: Classroom) throws -> [HistoryRow] {
      var rows: [HistoryRow] = []
      try Ledger.history(path: room.desk.folder + "/state/ledger.sqlite") { rows.append($0) }
      return rows
    }

    @Test func aMuteOutlivesTheAgentAndShowsWhileTheNoticeStays() async throws {
      try await withNotice { room in
        let said = try room.command(
          "notice", "mute", "unconfigured", "--for", "14d", "--audience", "people")
        #expect(said.contains("Notices of the cause unconfigured are muted until 20"), "\(said)")
        #expect(said.contains("stationctl notice unmute unconfigured"))
        @Sendable func isMuted(_ snapshot: AgentSnapshot) -> Bool {
          guard let notice = snapshot.notices.first(where: { $0.id == Self.notice }),
            let mute = snapshot.host.mutes.first, let since = mute.since, let until = mute.until
          else { return false }
          return snapshot.host.mutes.count == 1 && mute.cause == "unconfigured"
            && mute.audience == "people" && until.time - since.time > .days(13)
            && notice.mutedForPeople == until && notice.mutedForAdministrators == nil
        }
        #expect(isMuted(try await room.snapshot()))
        #expect(try room.command("status").contains("  Muted: people, until 20"))
        #expect(try room.command("notices").contains("people, until 20"))
        #expect(try room.command("notice", "mutes").contains("unconfigured  people"))
        try await room.kill9()
        try await room.startAgent(Classroom.impatient + "enroll = ask\n")
        try await room.see("the next life knows it", isMuted)
        // In place of the former one, and another beside it.
        try room.command("notice", "mute", "unconfigured", "--for", "2h", "--audience", "people")
        try room.command("notice", "mute", "unconfigured", "--for", "3d")
        let both = try await room.snapshot()
        #expect(both.host.mutes.map(\.audience) == ["everyone", "people"])
        let shown = both.notices.first { $0.id == Self.notice }
        #expect(shown?.mutedForPeople == shown?.mutedForAdministrators)
        let left = try room.command("notice", "unmute", "unconfigured", "--audience", "everyone")
        #expect(left.contains("are muted until") && left.contains("everyone but administrators"))
        let done = try room.command("notice", "unmute", "unconfigured")
        #expect(done.contains("are told again"), "\(done)")
        #expect(try room.command("notice", "unmute", "unconfigured").contains("were not muted"))
        #expect(try await room.snapshot().host.mutes == [])
        #expect(try room.command("notice", "mutes").contains("Nothing is muted."))
        let rows = try history(room).filter { $0.kind.hasSuffix("muted") }
        #expect(
          rows.map(\.kind)
            == Array(repeating: "notice-muted", count: 3)
            + Array(repeating: "notice-unmuted", count: 2))
        #expect(rows.allSatisfy { $0.detail.contains("\"by\":\(geteuid())") })
        try room.command("license", "audit")
      }
    }

    @Test func aMuteEndsByItself() async throws {
      try await withNotice { room in
        let now = Timestamp(seconds: Int64(time(nil)))
        try await AgentClient(room.bus).mute(
          "unconfigured", audience: "everyone", until: WireTime(now + .seconds(3)))
        try await room.see("it is muted, and then it is not") { $0.host.mutes.isEmpty }
        try await room.see("the notice says so too") { snapshot in
          snapshot.notices.contains { $0.id == Self.notice && $0.mutedForPeople == nil }
        }
        try waitUntil("it is written down") {
          (try? history(room).last { $0.kind.hasSuffix("muted") }?.kind) == "notice-unmuted"
        }
        let rows = try history(room).filter { $0.kind.hasSuffix("muted") }
        #expect(rows.map(\.kind) == ["notice-muted", "notice-unmuted"])
        #expect(rows.last?.detail.contains("\"by\"") == false, "nobody asked for it")
      }
    }

    @Test func whatCannotBeMutedIsSaidWithWhatCan() async throws {
      try await withNotice { room in
        for (words, code, advice) in [
          (["mute", "unconfigured"], 64, "--for 14d, 12h or 45m"),
          (["mute", "unconfigured", "--for", "long"], 1, "Write it as 2h, 45m or 3d from now"),
          (["mute", "unconfigured", "--for", "400d"], 1, "Name an earlier end"),
          (["mute", "unconfigured", "--for", "2020-01-01"], 1, "Name a time to come"),
          (["mute", "weather", "--for", "1d"], 1, "The causes are: unconfigured,"),
          (["mute", "clock", "--for", "1d", "--audience", "me"], 1, "Take administrators,"),
          (["unmute", "weather"], 1, "The causes are: unconfigured,"),
          (["unmute", "clock", "--audience", "me"], 1, "Take administrators,"),
          (["show", "weather"], 1, "See what there is with: stationctl notice list"),
          (["show", ""], 1, "See what there is with"),
        ] as [([String], Int32, String)] {
          let result = try room.desk.stationctl(["notice"] + words)
          #expect(result.code == code && result.output.contains(advice), "\(words): \(result)")
        }
        #expect(try await room.snapshot().host.mutes == [])
        guard geteuid() == 0 else { return }
        for words in [["mute", "unconfigured", "--for", "14d"], ["unmute", "unconfigured"]] {
          let result = try room.desk.stationctlAsStranger(["notice"] + words)
          #expect(result.code == 77, "\(words): \(result.output)")
        }
        for words in [["notices"], ["notice", "mutes"], ["notice", "show", "unconf"]] {
          let result = try room.desk.stationctlAsStranger(words)
          #expect(result.code == 0, "\(words): \(result.output)")
        }
      }
    }

    @Test func oneNoticeIsShownWithAllOfItByTheBeginningOfItsId() async throws {
      try await withNotice { room in
        let shown = try room.command("notice", "show", "unconf")
        for part in [
          "Cause:", "Since:", "Next step:", "For:", "Told:", "Id:", Self.notice,
          "stationctl notice dismiss unconfigured/host",
          "stationctl notice mute unconfigured --for 14d",
        ] { #expect(shown.contains(part), "\(part) in \(shown)") }
        let candidate = try room.command("notice", "show", "candidate/")
        #expect(candidate.contains("stationctl station enroll \(Self.key)"))
        let json = try room.command("notice", "show", Self.notice, "--json")
        #expect(json.contains("\"id\" : \"unconfigured/host\"") && json.contains("\"words\""))
        // The same as before there were others than lists.
        #expect(try room.command("notices", "--json") == room.command("notice", "list", "--json"))
      }
    }

    @Test func whoReadsFrenchGetsFrenchAndProgramsGetTheSame() async throws {
      try await withNotice { room in
        let french = ["LC_ALL": "fr_FR.UTF-8"]
        let list = try room.desk.stationctl(["notices"], environment: french)
        for part in ["Avis:", "Gravité:", "À faire:", "administrateurs"] {
          #expect(list.code == 0 && list.output.contains(part), "\(part) in \(list.output)")
        }
        #expect(try room.command("notices").contains("Severity:"))
        #expect(
          try room.desk.stationctl(["notices", "--json"], environment: french).output
            == room.command("notices", "--json"))
        let none = try room.desk.stationctl(["notice", "mutes"], environment: french)
        #expect(none.output.contains("Rien n’est en sourdine."))
      }
    }

    @Test func whoDismissesANoticeIsNotToldAgainAndItStaysOnTheBoard() async throws {
      try await withNotice { room in
        let said = try room.command("notice", "dismiss", "unconf")
        #expect(said.contains("You are not told again") && said.contains("stays on the board"))
        @Sendable func isDismissed(_ snapshot: AgentSnapshot) -> Bool {
          let told = snapshot.notices.first { $0.id == Self.notice }?.told ?? []
          return told.contains {
            $0.way == "command" && $0.state == "dismissed" && $0.recipient.hasPrefix("user/")
          }
        }
        try await room.see("it is known who dismissed it", isDismissed)
        #expect(
          try room.command("notice", "show", "unconf").contains(
            "seen and dismissed on the command line"))
        try await room.kill9()
        try await room.startAgent(Classroom.impatient + "enroll = ask\n")
        try await room.see("the next life knows it", isDismissed)
        try room.command("license", "audit")
      }
    }

    @Test func theHistorySaysWhoAskedForAnythingAboutStations() async throws {
      try await withNotice { room in
        let key = Self.key
        try room.command("station", "ignore", key)
        try room.command("station", "enroll", key)
        try room.command("station", "rename", "2", "Window")
        try room.command("station", "set", "2", "--priority", "3", "--label", "exam")
        try room.command("station", "remap", "--confirm")
        let rows = try history(room).filter {
          $0.kind.hasPrefix("station-") || $0.kind.hasPrefix("candidate-")
        }
        for kind in [
          "candidate-ignored", "station-enrolled", "candidate-heeded", "station-renamed",
          "station-arranged",
        ] {
          let asked = rows.filter { $0.kind == kind && $0.station?.text == key }
          #expect(
            !asked.isEmpty && asked.allSatisfy { $0.detail.contains("\"by\":\(geteuid())") },
            "\(kind): \(asked)")
        }
      }
    }
  }
}
