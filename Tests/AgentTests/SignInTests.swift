import Admission
import AgentInterface
import DBus
import Enrollment
import FoundationEssentials
import Licensing
import Seats
import StationModel
import Testing

@testable import Agent

/// Where a sign-in is, by what PAM knows of it, and what counts there.
@Suite struct SignInTests {
  private static func facts(_ fields: [String: String]) throws -> SignInFacts {
    try SignInFacts(value(["user": "alice", "uid": "1001"].merging(fields) { $1 }))
  }

  private static func value(_ fields: [String: String]) -> Value {
    .array(
      of: "{ss}", fields.map { .entry(.string($0.key), .string($0.value)) })
  }

  private static let displays = [":0": "seat0", ":1": "seat-left"]

  @Test(
    arguments: [
      // gdm: the seat, and a text console that means nothing.
      (["service": "gdm-password", "seat": "seat-left", "tty": "/dev/tty1"], .seat("seat-left")),
      (["service": "gdm-password", "seat": "seat0", "tty": "/dev/tty1"], .console),
      // Greeters, which are no people.
      (["service": "gdm-launch-environment", "seat": "seat-left", "tty": "/dev/tty1"], .nowhere),
      (["service": "gdm-launch-environment", "rhost": "lab-pc-3"], .nowhere),
      (["service": "lightdm-greeter", "display": ":1", "tty": ":1"], .nowhere),
      (["service": "x", "seat": "seat-left", "class": "greeter"], .nowhere),
      (["service": "x", "tty": ":1", "class": "lock-screen"], .nowhere),
      (["service": "x", "seat": "seat-left", "class": "user"], .seat("seat-left")),
      // lightdm: the greeter's display, twice.
      (["service": "lightdm", "display": ":1", "tty": ":1"], .seat("seat-left")),
      (["service": "lightdm", "display": ":0", "tty": ":0"], .console),
      (["service": "lightdm", "display": ":7", "tty": ":7"], .unresolved),
      (["service": "xscreensaver", "tty": ":1.0"], .seat("seat-left")),
      // sddm says nothing.
      (["service": "sddm"], .nowhere),
      (["service": "login", "tty": "tty3"], .console),
      (["service": "login", "tty": "/dev/tty3"], .console),
      (["service": "su", "tty": "pts/2"], .nowhere),
      (["service": "cron", "tty": "cron"], .nowhere),
      (["service": "sshd", "tty": "ssh", "rhost": "lab-pc-3"], .nowhere),
      (["service": "sudo", "display": "localhost:10.0"], .unresolved),
      (["service": "x", "tty": ":"], .nowhere), (["service": "x", "tty": ":1a"], .nowhere),
      // Remote desktops.
      (["service": "xrdp-sesman", "tty": "xrdp-sesman"], .network("alice")),
      (["service": "xrdp-sesman", "rhost": "LAB-pc-3."], .network("alice@lab-pc-3")),
      (["service": "xrdp-sesman", "rhost": "127.0.0.1"], .network("alice")),
      (
        ["service": "gdm-password", "rhost": "10.0.0.7", "tty": "/dev/tty1"],
        .network("alice@10.0.0.7")
      ),
      (["service": "gdm-password", "tty": "/dev/tty1"], .console),
    ] as [([String: String], SignInPlace)])
  func thePlaceIsWhatThatServiceMeans(fields: [String: String], place: SignInPlace) throws {
    #expect(SignInPlace(try Self.facts(fields), displays: Self.displays) == place)
  }

  @Test(arguments: [
    ["uid": "1001"], ["user": "", "uid": "1"], ["user": "alice"], ["user": "alice", "uid": "-1"],
    ["user": "alice", "uid": "01"], ["user": "alice", "uid": "4294967296"],
    ["user": "ali\u{1b}ce", "uid": "1"], ["user": "alice", "uid": "1", "seat": "a\nb"],
    ["user": String(repeating: "a", count: 256), "uid": "1"],
    ["user": "alice", "uid": "1", "groups": String(repeating: "a", count: 17_000)],
  ]) func factsThatAreNoneAreRefusedAsABadArgument(fields: [String: String]) {
    #expect(throws: AgentError.self) { try SignInFacts(Self.value(fields)) }
  }

  @Test func aRefusalCountsOnlyWhileSomebodyWaitsForIt() throws {
    #expect(try Self.facts([:]).isAwaited(at: .max / 2))
    let facts = try Self.facts(["until": "5000"])
    #expect(facts.isAwaited(at: 4400) && !facts.isAwaited(at: 4550) && !facts.isAwaited(at: 6000))
    #expect(throws: AgentError.self) { try Self.facts(["until": "soon"]) }
  }

  @Test func otherValuesAreNoFactsEither() throws {
    for value in [nil, .string("user"), .array(of: "s", [.string("user")])] as [Value?] {
      #expect(throws: AgentError.self) { try SignInFacts(value) }
    }
    var many: [String: String] = ["user": "alice", "uid": "1001"]
    many["from the future"] = "x"
    #expect(try SignInFacts(Self.value(many)).user == "alice")
    for index in 0..<40 { many["\(index)"] = "x" }
    #expect(throws: AgentError.self) { try SignInFacts(Self.value(many)) }
  }

  // MARK: What counts there

  private static let start = Timestamp(seconds: 1_000_000)
  private static let key = StationKey.desktop(plugin: "sessions", id: "alice@lab-pc-3")

  private static func world(
    listed: Bool, graceEndedDaysAgo: Int64, packs: Int = 0, disabled: Disabled? = nil
  ) -> World {
    var terms = LicenseTerms()
    terms.hostGrace = .zero
    let desktop = Desktop(
      id: "alice@lab-pc-3", name: "alice", kind: "session", state: .running, isNetwork: true)
    let pack = Pack(
      id: "p", issuer: "i", keyID: "0123456789abcdef", count: 1,
      coverage: Set(StationKind.allCases), validFrom: Timestamp(milliseconds: 0), validUntil: nil,
      addedAt: Timestamp(milliseconds: 5))
    return World(
      picture: DevicePicture(),
      desktops: [DesktopPicture(plugin: "sessions", desktops: listed ? [desktop] : [])],
      pluginTroubles: [],
      enrolled: [
        Enrolled(
          key: key, number: 1, name: "alice", kind: .network, enrolledAt: start,
          absentSince: listed ? nil : start, disabled: disabled)
      ],
      sources: [SourcePicture(packs: packs == 0 ? [] : [pack])], leases: [],
      graces: [
        GraceClock(subject: .host, startedAt: start, endsAt: start),
        GraceClock(
          subject: .station(key), startedAt: start, endsAt: start + .days(100 - graceEndedDaysAgo)),
      ],
      notices: [], mode: .perDevice, policy: EnrollmentPolicy(), terms: terms,
      now: start + .days(100))
  }

  private static func house(_ world: World, from host: String = "lab-pc-3") throws -> SignInHouse {
    let facts = try facts(["service": "xrdp-sesman", "rhost": host])
    return SignInHouse(
      SignInPlace(facts, displays: [:]), facts, in: world, plan: decide(world))
  }

  @Test func aRemoteDesktopIsJudgedAsIfItRan() throws {
    for listed in [true, false] {
      let house = try Self.house(Self.world(listed: listed, graceEndedDaysAgo: 3))
      #expect(house.stations.map(\.record.key) == [Self.key])
      #expect(house.stations.first?.license?.name == "unlicensed", "listed: \(listed)")
      #expect(house.stations.first?.isSettled == true)
      let inGrace = try Self.house(Self.world(listed: listed, graceEndedDaysAgo: -3))
      #expect(inGrace.stations.first?.license?.name == "grace")
      let covered = try Self.house(Self.world(listed: listed, graceEndedDaysAgo: 3, packs: 1))
      #expect(covered.stations.first?.license?.name == "licensed")
    }
  }

  @Test func fromAnotherComputerItIsAnotherStation() throws {
    let world = Self.world(listed: true, graceEndedDaysAgo: 3)
    #expect(try Self.house(world, from: "lab-pc-4").stations.isEmpty)
    #expect(try Self.house(world, from: "127.0.0.1").stations.isEmpty)
  }

  @Test func whoComesBackToTheirSessionIsKnown() throws {
    var world = Self.world(listed: true, graceEndedDaysAgo: 3)
    func signIn(_ seat: String?, _ type: SignIn.Kind, _ host: String?, uid: UInt32 = 1001) -> SignIn
    {
      SignIn(
        session: "c1", user: "alice", uid: uid, seat: seat, isRemote: seat == nil, type: type,
        service: "xrdp-sesman", remoteHost: host, since: Self.start)
    }
    world.sessions = .known([signIn(nil, .graphical, "lab-pc-3")])
    #expect(try Self.house(world).isBack == true)
    world.sessions = .known([
      signIn(nil, .other, "lab-pc-3"), signIn(nil, .graphical, "lab-pc-4"),
      signIn("seat-left", .graphical, nil), signIn(nil, .graphical, "lab-pc-3", uid: 7),
    ])
    #expect(try Self.house(world).isBack == false)
    let there = try Self.facts(["seat": "seat-left"])
    #expect(Self.isBack(.seat("seat-left"), there, world) == true)
    #expect(Self.isBack(.seat("seat-right"), there, world) == false)
  }

  private static func isBack(
    _ place: SignInPlace, _ facts: SignInFacts, _ world: World,
    _ uncertain: UncertainSeats = .nowhere
  ) -> Bool? {
    SignInHouse(place, facts, in: world, plan: decide(world), uncertain: uncertain).isBack
  }

  /// logind restarts, or one session could not be read: somebody may be behind a locked screen.
  @Test func whetherSomebodyComesBackIsUnknownWhileSessionsAre() throws {
    var world = Self.world(listed: true, graceEndedDaysAgo: 3)
    let facts = try Self.facts(["seat": "seat-left"])
    let remote = SignInPlace.network("alice@lab-pc-3")
    world.sessions = .unknown(why: "The login service (systemd-logind) has stopped.")
    #expect(Self.isBack(.seat("seat-left"), facts, world) == nil)
    #expect(Self.isBack(remote, facts, world) == nil)
    world.sessions = .known([])
    for (uncertain, left, right, far) in [
      (.nowhere, false, false, false), (.at(["seat-left"]), nil, false, false),
      (.at([""]), false, false, nil), (.everywhere, nil, nil, nil),
    ] as [(UncertainSeats, Bool?, Bool?, Bool?)] {
      #expect(Self.isBack(.seat("seat-left"), facts, world, uncertain) == left)
      #expect(Self.isBack(.seat("seat-right"), facts, world, uncertain) == right)
      #expect(Self.isBack(remote, facts, world, uncertain) == far)
    }
    world.sessions = .known([
      SignIn(
        session: "c1", user: "alice", uid: 1001, seat: "seat-left", isRemote: false,
        since: Self.start)
    ])
    #expect(Self.isBack(.seat("seat-left"), facts, world, .everywhere) == true)
    #expect(Self.isBack(.console, facts, world, .everywhere) == false)
  }

  // MARK: The parts

  @Test(arguments: [
    ("account [default=ignore perm_denied=die] pam_stationmaster.so\n", true),
    ("account\t[default=ignore]\t/lib/security/pam_stationmaster.so bus=x", true),
    ("-account required pam_stationmaster.so", true),
    ("# account required pam_stationmaster.so\naccount required pam_unix.so", false),
    ("auth required pam_stationmaster.so", false), ("", false),
    ("account required pam_unix.so # pam_stationmaster.so", false),
  ]) func theProfileIsFoundInPAMsFile(text: String, isOn: Bool) {
    #expect(SignInParts.isOn(text) == isOn)
  }

  @Test(arguments: [
    ("Section \"ServerFlags\"\n  Option \"AutoAddGPU\" \"off\"\nEndSection", true),
    ("Option \"auto_add GPU\" \"off\"", false), ("option\t\"Auto_AddGpu\" \"False\"", true),
    ("# Option \"AutoAddGPU\" \"off\"", false), ("Option \"AutoAddGPU\" \"on\"", false),
    ("", false),
  ]) func itIsSeenWhetherXLeavesTheCards(text: String, leaves: Bool) {
    #expect(HostX.turnsOff(text) == leaves)
  }

  @Test func aHostWhoseXTakesEveryCardIsToldSo() {
    var facts = DoctorFacts.SeatFacts()
    facts.isManaging = true
    facts.lines = [
      PlannedSeat(
        number: 1, name: "", seat: "seat-station-1", state: .ready, why: "", nextStep: nil,
        devices: [])
    ]
    func warns() -> Bool { seatFindings(facts).contains { $0.what.contains("X server") } }
    #expect(!warns())
    facts.hostX = HostX(isInstalled: true)
    #expect(warns())
    facts.hostX.leavesCards = true
    #expect(!warns())
    facts.hostX.leavesCards = false
    facts.lines[0].state = .impossible
    #expect(!warns(), "no station has a card of its own")
  }

  @Test func thePartsAreLookedForWherePackagesPutThem() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let root = folder.path
    #expect(
      SignInParts(under: root)
        == SignInParts(isProfileOn: nil, hasModule: false, hasProgram: false))
    for path in [
      "/etc/pam.d/common-account", "/usr/lib/x86_64-linux-gnu/security/pam_stationmaster.so",
      "/usr/lib/stationmaster/may-sign-in",
    ] {
      let file = URL(filePath: root + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("account required pam_stationmaster.so".utf8).write(to: file)
    }
    #expect(SignInParts(under: root).hasProgram == false, "it cannot be run")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: root + SignInParts.program)
    #expect(SignInParts(under: root) == SignInParts(isProfileOn: true))
  }
}
