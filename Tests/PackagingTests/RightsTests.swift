import RigKit
import Testing

/// Who the agent is, and what it may do without asking anybody.
@Suite struct RightsTests {
  private let user = "stationmaster"

  @Test func sysusersMakesTheUserOfTheAgentAndTheUnitNamesThatOne() throws {
    #expect(try Packaging.values("User", of: "stationmaster.service") == [user])
    try Packaging.inFolder { folder in
      #expect(try Packaging.tool("mkdir", [folder + "/etc"], in: folder).code == 0)
      let result = try Packaging.tool(
        "systemd-sysusers",
        ["--root=" + folder, Packaging.units + "/stationmaster.sysusers"], in: folder)
      #expect(result.code == 0, "\(result.output)")
      let made = try readText(folder + "/etc/passwd").split(separator: "\n")
        .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
      #expect(Set(made.map { $0[0] }) == ["stationmaster", "stationmaster-mail"])
      #expect(made.allSatisfy { $0.last == "/usr/sbin/nologin" })
      #expect(
        try Packaging.values("User", of: "stationmaster-mail@.service") == [
          made.map { String($0[0]) }.max()
        ])
    }
  }

  @Test func tmpfilesLeadsTheLinesAtSignInToTheAgentsFolder() throws {
    try Packaging.inFolder { folder in
      let result = try Packaging.tool(
        "systemd-tmpfiles",
        ["--root=" + folder, "--create", Packaging.units + "/stationmaster.tmpfiles"], in: folder)
      #expect(result.code == 0, "\(result.output)")
      let link = try Packaging.tool("readlink", [folder + "/run/motd.d/stationmaster"], in: folder)
      #expect(link.output == "../stationmaster/motd\n")
    }
  }

  @Test func onlyTheAgentsUserAndRootMayBeTheAgent() throws {
    let policy = try readText(Packaging.folder + "/dbus/org.stationmaster1.conf")
    let owners = policy.components(between: "<policy user=\"", and: "\">")
    #expect(owners == [user, "root"])
    #expect(
      policy.components(between: "own=\"", and: "\"")
        == Array(repeating: "org.stationmaster1", count: 2))
    let others = policy.components(between: "context=\"default\">", and: "</policy>").joined()
    #expect(!others.contains("own="))
  }

  /// A service that an administrator stopped stays so, whoever asks for it (docs/permissions.md).
  @Test func nobodyStartsTheAgentByAskingIt() throws {
    #expect(try Packaging.values("Alias", of: "stationmaster.service").isEmpty)
    #expect(
      !(try Packaging.names(in: Packaging.folder + "/dbus").contains { $0.hasSuffix(".service") }))
  }

  /// By the engine that polkit of Debian 12 has.
  @Test func polkitLetsTheAgentsUserDoThisAndNothingElse() throws {
    let manage = "org.freedesktop.systemd1.manage-units"
    var cases: [(user: String, action: String, verb: String, unit: String, isAllowed: Bool)] = [
      (user, "org.freedesktop.login1.attach-device", "", "", true),
      ("eva", "org.freedesktop.login1.attach-device", "", "", false),
      (user, "org.freedesktop.login1.flush-devices", "", "", false),
      (
        user, "org.freedesktop.systemd1.manage-unit-files", "start",
        "stationmaster-release-seat@1.service", false
      ),
    ]
    let id = "0123456789abcdef"
    for (verb, unit, isAllowed) in [
      ("start", "stationmaster-release-seat@1.service", true),
      ("start", "stationmaster-release-seat@9999.service", true),
      ("stop", "stationmaster-release-seat@1.service", false),
      ("start", "stationmaster-release-seat@0.service", false),
      ("start", "stationmaster-release-seat@10000.service", false),
      ("start", "stationmaster-release-seat@1.service.d", false),
      ("start", "x-stationmaster-release-seat@1.service", false),
      ("start", "stationmaster-hook@\(id).service", true),
      ("stop", "stationmaster-mail@\(id).service", true),
      ("restart", "stationmaster-hook@\(id).service", false),
      ("start", "stationmaster-hook@\(id)0.service", false),
      ("start", "stationmaster-hook@../../a.service", false),
      ("restart", "stationmaster-plugin@vms.service", true),
      ("stop", "stationmaster-plugin@a-plugin-of-21-letters.service", false),
      ("stop", "stationmaster-plugin@a-plugin-of-21-letter.service", true),
      ("start", "stationmaster-plugin@vms.service", false),
      ("reload", "stationmaster-plugin@vms.service", false),
      ("restart", "stationmaster-plugin@.service", false),
      ("restart", "stationmaster-plugin@Vms.service", false),
      ("restart", "stationmaster-plugin@vms\\n.service", false),
      ("restart", "stationmaster.service", false),
      ("start", "ssh.service", false),
    ] {
      cases.append((user, manage, verb, unit, isAllowed))
      cases.append(("eva", manage, verb, unit, false))
    }
    try Packaging.inFolder { folder in
      let stage = """
        var rule; var polkit = {Result: {YES: "yes", NOT_HANDLED: "no"}, addRule: function (f) { rule = f; }};
        """
      let questions = cases.map { entry in
        """
        print(rule({id: "\(entry.action)", lookup: function (key) {
          return {verb: "\(entry.verb)", unit: "\(entry.unit)"}[key]; }}, {user: "\(entry.user)"}));
        """
      }.joined(separator: "\n")
      try writeText(stage, to: folder + "/a.js")
      try writeText(questions, to: folder + "/b.js")
      let result = try Packaging.tool(
        "duk",
        [folder + "/a.js", Packaging.folder + "/polkit/50-stationmaster.rules", folder + "/b.js"],
        in: folder)
      let answers = result.output.split(separator: "\n")
      try #require(answers.count == cases.count, "\(result.output)")
      for (entry, answer) in zip(cases, answers) {
        #expect(answer == (entry.isAllowed ? "yes" : "no"), "\(entry)")
      }
    }
  }
}

extension String {
  /// What stands between each pair of the two, in order.
  fileprivate func components(between start: String, and end: String) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let first = rest.firstRange(of: start) {
      rest = rest[first.upperBound...]
      guard let last = rest.firstRange(of: end) else { break }
      found.append(String(rest[..<last.lowerBound]))
      rest = rest[last.upperBound...]
    }
    return found
  }
}
