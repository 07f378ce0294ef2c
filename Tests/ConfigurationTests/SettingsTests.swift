import Configuration
import StationModel
import Testing

@Suite struct SettingsTests {
  @Test func hasTheDocumentedDefaults() throws {
    let settings = try Settings.read(files: [])
    #expect(settings == Settings())
    #expect(
      settings.effective.map { "\($0.key) = \($0.value) (\($0.source))" } == [
        "Stations.host-counts = auto (default)",
        "Stations.enroll = auto (default)",
        "Stations.absence-grace = 10s (default)",
        "Stations.settle-time = 2s (default)",
        "Stations.settle-limit = 15s (default)",
        "Seats.seats = observe (default)",
        "Seats.rules = /etc/udev/rules.d (default)",
        "SignIn.enforcement = notify (default)",
        "SignIn.administrators = sudo (default)",
        "Licensing.host-grace = 120d (default)",
        "Licensing.station-grace = 90d (default)",
        "Licensing.absence-hold = 14d (default)",
        "Licensing.renewal-window = 7d (default)",
        "Licensing.term-shortest = 52d (default)",
        "Licensing.term-longest = 89d (default)",
        "Licensing.user-term = 60d (default)",
        "Licensing.revocation-cap = 20% (default)",
        "Licensing.extension-limit = 30d (default)",
        "Licensing.site =  (default)",
        "Licensing.trusted-keys = /etc/stationmaster/trusted (default)",
        "Plugins.folders = /etc/stationmaster/plugins:/usr/lib/stationmaster/plugins (default)",
        "Plugins.stale-time = 1min (default)",
        "Notices.language = auto (default)",
        "Notices.quiet-hours =  (default)",
        "Notices.hook-program =  (default)",
        "Notices.hook-mail =  (default)",
        "Notices.hook-causes =  (default)",
        "Notices.hook-severity = warning (default)",
        "Bus.address = system (default)",
        "State.folder = /var/lib/stationmaster (default)",
      ])
  }

  @Test func readsEveryKeyAndSaysWhereItIs() throws {
    let text = """
      # a comment
      [Stations]
      host-counts = never
      enroll = ask
      absence-grace = 1min
      settle-time = 500ms
      settle-limit = 20s

      [Seats]
      seats = manage
      rules = /srv/rules
      [SignIn]
      enforcement = block-new-sessions
      administrators =  wheel  lab admins
      [Licensing]
      host-grace=45s
      station-grace = 1d 12h
        # an indented comment
      absence-hold =	500ms\t
      ; another comment
      renewal-window = 30min\r
      term-shortest = 1d
      term-longest = 24h
      user-term = 36500d
      revocation-cap = 0%
      extension-limit = 0d
      site = North campus
      trusted-keys = /srv/keys with space
      [Plugins]
      folders = /a:/b c
      stale-time = 5s
      [Notices]
      language = fr
      quiet-hours = 22:00-07:00
      hook-program = /srv/tell
      hook-mail = school+it@example.org
      hook-causes = exhausted  expired
      hook-severity = critical
      [Bus]
      address = unix:path=/tmp/x,guid=1
      [State]
      folder = /srv/é
      """
    let settings = try Settings.read(files: [("a.conf", text)])
    #expect(settings.hostCounts == .never && settings.enroll == .ask)
    #expect(settings.absenceGrace == .minutes(1) && settings.settleLimit == .seconds(20))
    #expect(settings.settleTime == Span(milliseconds: 500))
    #expect(settings.seats == .manage && settings.seatRules == "/srv/rules")
    #expect(settings.enforcement == .blockNewSessions)
    #expect(settings.administrators == ["wheel", "lab", "admins"])
    #expect(settings.hostGrace == .seconds(45))
    #expect(settings.stationGrace == .hours(36))
    #expect(settings.absenceHold == Span(milliseconds: 500))
    #expect(settings.renewalWindow == .minutes(30))
    #expect(settings.termShortest == .days(1) && settings.termLongest == .days(1))
    #expect(settings.userTerm == .days(36_500) && settings.revocationCap == 0)
    #expect(settings.extensionLimit == .zero && settings.site == "North campus")
    #expect(settings.trustedKeys == "/srv/keys with space")
    #expect(settings.pluginFolders == ["/a", "/b c"] && settings.staleTime == .seconds(5))
    #expect(settings.language == .french)
    #expect(settings.quietHours == QuietHours(from: 22 * 60, to: 7 * 60))
    #expect(settings.hookProgram == "/srv/tell" && settings.hookMail == "school+it@example.org")
    #expect(settings.hookCauses == ["exhausted", "expired"] && settings.hookSeverity == .critical)
    #expect(settings.bus == .address("unix:path=/tmp/x,guid=1"))
    #expect(settings.stateFolder == "/srv/é")
    #expect(
      settings.effective.map(\.source)
        == [
          3, 4, 5, 6, 7, 10, 11, 13, 14, 16, 17, 19, 21, 22, 23, 24, 25, 26, 27, 28, 30, 31, 33, 34,
          35, 36, 37, 38, 40, 42,
        ].map {
          "a.conf:\($0)"
        })
    #expect(
      settings.effective.map(\.value)[20...22] == ["/a:/b c", "5s", "fr"])
  }

  @Test(arguments: [
    ("quiet-hours = 22:00-07:00", true), ("quiet-hours = 00:00-23:59", true),
    ("quiet-hours =", true),
    ("quiet-hours = 22:00", false), ("quiet-hours = 22-7", false),
    ("quiet-hours = 24:00-07:00", false),
    ("quiet-hours = 07:00-07:00", false), ("quiet-hours = 22:60-07:00", false),
    ("quiet-hours = ٢٢:00-07:00", false), ("language = de", false), ("language = fr", true),
    ("hook-program = tell", false), ("hook-program =", true), ("hook-mail = root", true),
    ("hook-mail = a@b@c", false), ("hook-mail = -oQ/tmp@x", false), ("hook-mail = a b@c", false),
    ("hook-mail = a@", false), ("hook-mail = \"a\"@b", false),
    ("hook-causes = exhausted clock", true),
    ("hook-causes = Exhausted", false), ("hook-causes = exhausted,clock", false),
    ("hook-severity = critical", true), ("hook-severity = grave", false),
  ]) func noticesTakeWhatIsMeant(line: String, isGood: Bool) {
    let settings = try? Settings.read(files: [("a.conf", "[Notices]\n\(line)\n")])
    #expect((settings != nil) == isGood)
  }

  @Test func theLaterFileCounts() throws {
    let settings = try Settings.read(files: [
      ("main", "\u{FEFF}[Licensing]\nhost-grace = 1d\nabsence-hold = 2d\n[Bus]\naddress = session"),
      ("drop-in", "[Bus]\n[Licensing]\nhost-grace = 3d\n"), ("empty", ""),
    ])
    #expect(settings.hostGrace == .days(3))
    #expect(settings.absenceHold == .days(2))
    #expect(settings.bus == .session)
    let sources = Dictionary(
      uniqueKeysWithValues: settings.effective.map { ($0.key, $0.source) })
    #expect(sources["Licensing.host-grace"] == "drop-in:3")
    #expect(sources["Licensing.absence-hold"] == "main:3")
    #expect(sources["Licensing.station-grace"] == "default")
  }

  @Test func aSectionMayComeTwice() throws {
    let text = "[Licensing]\nhost-grace = 1d\n[Bus]\n[Licensing]\nabsence-hold = 2d\n"
    let settings = try Settings.read(files: [("f", text)])
    #expect(settings.hostGrace == .days(1) && settings.absenceHold == .days(2))
  }

  @Test func readsLinesUpToTheLimitAndCommentsBeyondIt() throws {
    let path = "/" + String(repeating: "x", count: 198 - "folder = /".utf8.count)
    let text = "# " + String(repeating: "c", count: 1000) + "\n[State]\nfolder = \(path)   \n"
    let settings = try Settings.read(files: [("f", text)])
    #expect(settings.stateFolder == path)
    #expect(settings.effective.last?.source == "f:3")
  }
}

@Suite struct ReferenceTests {
  @Test func changesNothingWhenRead() throws {
    let reference = Settings.reference()
    #expect(try Settings.read(files: [("reference", reference)]) == Settings())
  }

  @Test func showsEveryKeyWithItsDefault() throws {
    let reference = Settings.reference()
    let names = Set(Settings.keys.map(\.name))
    var count = 0
    let lines = reference.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("#"), let name = line.dropFirst().split(separator: " ").first,
        names.contains(String(name)), line.contains(" = ")
      else { return String(line) }
      count += 1
      return String(line.dropFirst())
    }
    #expect(count == Settings.keys.count)
    let text = lines.joined(separator: "\n")
    let settings = try Settings.read(files: [("reference", text)])
    #expect(settings.effective.map(\.value) == Settings().effective.map(\.value))
    #expect(settings.effective.allSatisfy { $0.source.hasPrefix("reference:") })
    for key in Settings.keys {
      #expect(key.defaultText == Settings().effective.first { $0.key == key.title }?.value)
      #expect(!key.documentation.isEmpty && !key.accepted.isEmpty)
    }
    #expect(lines.allSatisfy { $0.count <= 100 })
  }
}
