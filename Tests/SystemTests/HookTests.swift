import AgentInterface
import FoundationEssentials
import Glibc
import RigKit
import Testing

extension System {
  /// The shipped agent, the shipped helpers, and a systemd that runs them.
  @Suite(.enabled(if: geteuid() == 0, "the program must be root's")) struct HookRuns {
    /// What a program is told.
    private struct Told: Decodable {
      var event: String
      var host: String
      var notice: NoticeView
    }

    private final class Office: @unchecked Sendable {
      let room: Classroom
      let systemd: PretendSystemd
      var folder: String { room.desk.folder }
      var program: String { folder + "/own/tell" }

      init(_ room: Classroom) async throws {
        self.room = room
        systemd = try await PretendSystemd(room.desk)
        for path in ["/run", "/own"] { mkdir(folder + path, 0o755) }
        try script("tell", "cat >> \(folder)/told")
        try script("sendmail", "echo \"$@\" >> \(folder)/words; cat >> \(folder)/mail")
        try await systemd.run(
          [
            "stationmaster-hook": [
              "/bin/sh", Rigs.project + "/Packaging/hooks/run-hook",
              room.desk.configurationFile, Desk.programs + "/stationd",
            ],
            "stationmaster-mail": [Desk.programs + "/mail-notice", folder + "/own/sendmail"],
          ], folder: folder + "/run/hooks")
      }

      func script(_ name: String, _ text: String) throws {
        try writeText("#!/bin/sh\n\(text)\n", to: "\(folder)/own/\(name)")
        chmod("\(folder)/own/\(name)", 0o755)
      }

      func start(_ lines: String, runtime: Bool = true) async throws {
        try await room.startAgent(
          Classroom.impatient + "\n[Notices]\nhook-severity = info\n\(lines)\n",
          environment: runtime ? ["RUNTIME_DIRECTORY": folder + "/run"] : [:])
      }

      func text(_ name: String) -> String { (try? readText(folder + "/" + name)) ?? "" }

      /// Without a line that is just being written.
      func told() -> [Told] {
        text("told").split(separator: "\n").compactMap {
          try? JSONDecoder().decode(Told.self, from: Data($0.utf8))
        }
      }
    }

    private static func open(_ body: (Office) async throws -> Void) async throws {
      try await Classroom.open("01-bare-host") { room in
        let office = try await Office(room)
        defer { if !office.systemd.child.hasEnded { office.systemd.child.end(SIGKILL) } }
        do { try await body(office) } catch {
          throw RigError("\(error)\n\(office.systemd.child.output.suffix(3000))")
        }
      }
    }

    @Test func aProgramIsToldThatANoticeIsRaisedAndSolvedEachOnceOverRestarts() async throws {
      try await Self.open { office in
        let room = office.room
        let lines = "hook-program = \(office.program)\nhook-causes = unconfigured"
        try await office.start(lines)
        try await room.see("it is told") { snapshot in
          snapshot.notices.contains { notice in
            notice.told.contains { $0.recipient == "program" && $0.state == "shown" }
          }
        }
        let raised = office.told()
        #expect(raised.map(\.event) == ["raised"])
        let notices = try await room.snapshot().notices
        let view = try #require(notices.first { $0.cause == "unconfigured" })
        #expect(raised.first?.notice.id == view.id && raised.first?.notice.body == view.body)
        #expect(raised.first?.host.isEmpty == false)
        try await room.kill9()
        try await office.start(lines)
        try room.license(3)
        try waitUntil("it is solved") { office.told().count >= 2 }
        #expect(office.told().map(\.event) == ["raised", "solved"])
        #expect(office.told().last?.notice.id == view.id)
        try waitUntil("nothing is left") {
          (try? FileManager.default.contentsOfDirectory(atPath: office.folder + "/run/hooks")) == []
        }
        try await room.kill9()
        try await office.start(lines)
        #expect(office.told().count == 2)
        // Its exit code is about other things too.
        let doctor = try room.stationctl("doctor")
        #expect(doctor.output.contains("is run for new notices"), "\(doctor.output)")
      }
    }

    @Test func aProgramOfSomebodyElseIsNotRunAndThatIsSaid() async throws {
      try await Self.open { office in
        chown(office.program, 65534, 65534)
        try await office.start(
          "hook-program = \(office.program)\nhook-causes = unconfigured")
        try waitUntil("it is said") {
          office.room.log.contains("belongs to user 65534, not to root")
        }
        let doctor = try office.room.stationctl("doctor")
        #expect(doctor.output.contains("The program for notices is not run"), "\(doctor.output)")
        #expect(office.systemd.starts == 0)
        // Corrected, it is run after a reload.
        chown(office.program, 0, 0)
        office.room.agent?.send(SIGHUP)
        try waitUntil("it is told") { office.told().count == 1 }
      }
    }

    @Test func theHelperItselfRunsNothingThatIsNotRoots() async throws {
      try await Self.open { office in
        for (lines, words) in [
          ("", "no program is configured"),
          ("hook-program = \(office.folder)/own/gone", "is not a file"),
          ("hook-program = \(office.program)", "does not belong to root"),
        ] {
          chown(office.program, 65534, 65534)
          try office.room.configure("[Notices]\n\(lines)\n")
          let result = try run(
            "/bin/sh",
            [
              Rigs.project + "/Packaging/hooks/run-hook", office.room.desk.configurationFile,
              Desk.programs + "/stationd",
            ], environment: [:], logPath: office.room.desk.log("run-hook"))
          #expect(result.code == 78 && result.output.contains(words), "\(result.output)")
        }
        #expect(office.text("told").isEmpty)
      }
    }

    @Test func mailIsSentInTheLanguageOfTheHouse() async throws {
      try await Self.open { office in
        try await office.start(
          "hook-mail = staff@example.org\nlanguage = fr\nhook-causes = unconfigured")
        try await office.room.see("it is sent") { snapshot in
          snapshot.notices.contains { notice in
            notice.told.contains { $0.recipient == "mail" && $0.state == "shown" }
          }
        }
        #expect(office.text("words") == "-i -- staff@example.org\n")
        let mail = office.text("mail")
        #expect(
          mail.contains("\nContent-Language: fr\n") && mail.contains("To: staff@example.org\n"))
        let code = mail.split(separator: "\n").drop { !$0.hasPrefix("Content-Transfer") }
          .dropFirst()
        let data = try #require(Data(base64Encoded: code.joined()))
        let body = String(decoding: data, as: UTF8.self)
        #expect(body.contains("Stationmaster envoie ceci depuis"), "\(body)")
        #expect(body.contains("Échéance\u{a0}:"), "\(body)")
      }
    }

    @Test func withoutSystemdNothingIsRunAndDoctorSaysSo() async throws {
      try await Self.open { office in
        try await office.start("hook-program = \(office.program)", runtime: false)
        let doctor = try office.room.stationctl("doctor")
        #expect(doctor.output.contains("does not run as a service of systemd"), "\(doctor.output)")
        #expect(office.systemd.starts == 0)
      }
    }
  }
}
