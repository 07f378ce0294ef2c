import AgentInterface
import Notices
import StationModel
import Testing

@testable import Agent

/// What doctor makes of what was found: one table, and the words that must be right.
@Suite("Doctor")
struct DoctorTests {
  /// All is well, and nothing is unknown.
  private static var health: DoctorFacts {
    var facts = DoctorFacts()
    facts.devices = 20
    facts.hubs = [hub("usb1", .answered(.perPort)), hub("1-1", .answered(.ganged))]
    facts.hasStores = true
    facts.stations = [station(.complete)]
    facts.licenses.sources = [SourcePicture(packs: [])]
    facts.ledger.audit = (time, nil)
    facts.ledger.backup = time
    facts.configuration.view = ConfigurationView(file: "/a.conf", readAt: WireTime(time))
    return facts
  }

  private static func hub(
    _ name: String, _ state: DoctorFacts.Hub.State
  ) -> DoctorFacts.Hub {
    DoctorFacts.Hub(name: name, label: "Hub", state: state)
  }

  private static let time = Timestamp(milliseconds: 0)

  private static func station(_ presence: Presence, remarks: [String] = []) -> Station {
    Station(
      record: Enrolled(
        key: StationKey("pci-1/2"), number: 3, name: "Left", kind: .physical, enrolledAt: time),
      presence: presence, need: .needed, remarks: remarks)
  }

  private static func candidate(
    _ presence: Presence, _ standing: Candidate.Standing, remarks: [String] = []
  ) -> Candidate {
    Candidate(
      key: StationKey("pci-1/4"), kind: .physical, anchor: nil, label: "Hub", standing: standing,
      presence: presence, parts: [], seat: nil, remarks: remarks)
  }

  @Test func healthIsSaidAndNothingElse() {
    let findings = diagnose(Self.health)
    #expect(findings.allSatisfy { $0.level == .ok && $0.nextStep == nil })
    #expect(
      Set(findings.map(\.area)) == [
        "udev", "usb", "stations", "seats", "licenses", "ledger", "clock", "sign-in", "notices",
        "configuration",
      ])
    #expect(
      findings.contains {
        $0.what.contains(
          "1 can switch the power of each port, 1 that of all ports together, 0 none")
      })
  }

  private static let denied = "cannot open /dev/bus/usb/001/002: Permission denied"
  private static let missing = "cannot open /dev/bus/usb/001/003: No such file or directory"

  /// One thing that is wrong each; area, level and a word of what is said or to be done.
  @Test(arguments: [
    Case("udev", .problem, "no device") { $0.devices = 0 },
    Case("udev", .note, "3 times") { $0.overflows = 3 },
    Case("udev", .note, "once") { $0.overflows = 1 },
    Case("udev", .warning, "failed 2 times") { $0.failures = 2 },
    Case("usb", .note, "no USB hub") { $0.hubs = [] },
    Case("usb", .warning, "1-2 (Hub). Boxes") { $0.hubs.append(hub("1-2", .closed(why: denied))) },
    Case("usb", .warning, "udev rule in /usr/share/doc/stationmaster/power.md") {
      $0.hubs.append(hub("1-2", .closed(why: denied)))
    },
    Case("usb", .warning, "/dev/bus/usb from its host") {
      $0.hubs.append(hub("1-2", .closed(why: missing)))
    },
    Case("usb", .warning, "no device node") { $0.hubs.append(hub("1-2", .nodeless)) },
    Case("usb", .note, "1 hub did not say") { $0.hubs.append(hub("1-2", .silent)) },
    Case("usb", .note, "1 hub is being asked what it is.") { $0.hubs.append(hub("1-2", .open)) },
    Case("usb", .note, "2 hubs are being asked what they are.") {
      $0.hubs += [hub("1-2", .open), hub("1-3", .open)]
    },
    Case("usb", .warning, "1 hub could not be asked what it is") {
      $0.hubs.append(hub("1-2", .closed(why: denied)))
    },
    Case("usb", .note, "bos_descriptors") {
      $0.hasStores = false
      $0.hubs.append(hub("1-2", .closed(why: denied)))
    },
    Case("displays", .note, "apt install hwdata") { $0.hasMonitorMakers = false },
    Case("displays", .problem, "modprobe -r udlfb") {
      $0.hasOldDisplayLink = true
      $0.displayLinks = ["DisplayLink Adapter"]
    },
    Case("stations", .note, "no station yet") { $0.stations = [] },
    Case("stations", .warning, "Station 3 (Left) is incomplete: no display") {
      $0.stations = [station(.incomplete(missing: [.display]))]
    },
    Case("stations", .warning, "stationctl station bind 3") {
      $0.stations = [station(.incomplete(missing: [.display, .keyboard]))]
    },
    Case("stations", .warning, "stationctl station show 3") {
      $0.stations = [station(.incomplete(missing: [.keyboard]))]
    },
    Case("stations", .problem, "in conflict: two want it") {
      $0.stations = [station(.conflict(why: "two want it"))]
    },
    Case("stations", .note, "station forget 3") { $0.stations = [station(.absent(since: time))] },
    Case("stations", .note, "is not known") { $0.stations = [station(.unknown(why: "starting"))] },
    Case("stations", .note, "Station 3 (Left): shares a card") {
      $0.stations = [station(.complete, remarks: ["shares a card"])]
    },
    Case("stations", .note, "stationctl station enroll pci-1/4") {
      $0.candidates = [candidate(.complete, .undecided(why: "the firmware is silent"))]
    },
    Case("stations", .warning, "pci-1/4 (Hub) is incomplete") {
      $0.candidates = [candidate(.incomplete(missing: [.pointer]), .decided(.topology))]
    },
    Case("stations", .problem, "pci-1/4 (Hub) is in conflict") {
      $0.candidates = [candidate(.conflict(why: "twins"), .decided(.topology))]
    },
    Case("stations", .note, "pci-1/4 (Hub): its display is off") {
      $0.candidates = [candidate(.complete, .decided(.topology), remarks: ["its display is off"])]
    },
    Case("configuration", .problem, "since 1970-01-01 00:00 UTC: /a.conf:3: no; accepted is yes") {
      $0.configuration.view?.trouble = "/a.conf:3: no; accepted is yes"
      $0.configuration.view?.troubleSince = WireTime(time)
    },
    Case("configuration", .problem, "The agent was started with the copy") {
      $0.configuration.view?.trouble = "/a.conf:3: no; accepted is yes"
      $0.configuration.view?.isFromCopy = true
    },
    Case("configuration", .note, "New values wait for a restart: Bus.address, State.folder.") {
      $0.configuration.view?.waiting = ["Bus.address", "State.folder"]
    },
    Case("configuration", .warning, "the disk is full") {
      $0.configuration.copyTrouble = "the disk is full"
    },
    Case("sign-in", .note, "is not known") { $0.signIn.parts.isProfileOn = nil },
    Case("sign-in", .warning, "pam-auth-update --enable stationmaster") {
      $0.signIn.refusesUnlicensed = true
    },
    Case("sign-in", .warning, "Station 3 is disabled and people can still sign in there") {
      $0.stations[0].record.disabled = Disabled(since: time)
    },
    Case("sign-in", .problem, "may-sign-in is missing") {
      $0.signIn.parts = SignInParts(isProfileOn: true, hasProgram: false)
    },
    Case("sign-in", .problem, "pam_stationmaster.so and /usr/lib") {
      $0.signIn.parts = SignInParts(isProfileOn: true, hasModule: false, hasProgram: false)
    },
    Case("sign-in", .note, "X display of no session") {
      $0.signIn.parts.isProfileOn = true
      $0.signIn.knowsDisplays = false
    },
    Case("licenses", .warning, "license mode per-device") { $0.licenses.mode = .unset },
    Case("licenses", .warning, "school-1 gives no more") {
      $0.licenses.sources[0].untrusted = ["school-1": "no key."]
    },
    Case("licenses", .problem, "school-1 does not count") {
      $0.licenses.sources[0].refused = ["school-1": "forged."]
    },
    Case("licenses", .warning, "trusted keys are those of before") {
      $0.licenses.keysTrouble = "one file is bad."
    },
    Case("licenses", .problem, "local is denied: it is read-only.") {
      $0.licenses.sources[0].state = .denied(why: "it is read-only")
    },
    Case("licenses", .note, "Who is signed in is not known") {
      $0.licenses.peopleUnknown = "logind is away"
    },
    Case("licenses", .problem, "Who is signed in is not known") {
      $0.licenses.peopleUnknown = "logind is away"
      $0.licenses.mode = .perUser
    },
    Case("licenses", .problem, "Station 3: ") {
      $0.licenses.uncovered = [("Station 3", .unlicensed(since: time, cause: .exhausted))]
    },
    Case("licenses", .warning, "Station 3: ") {
      $0.licenses.uncovered = [("Station 3", .grace(until: time, cause: .expired))]
    },
    Case("licenses", .warning, "Pack p of School ends at") {
      $0.licenses.ending = [EndingPack(id: "p", issuer: "School", end: time, held: 3, short: 2)]
    },
    Case("licenses", .warning, "2 licenses that should be kept") { $0.licenses.unkept = 2 },
    Case("ledger", .problem, "disk full") {
      $0.ledger.troubles = [LedgerTrouble(kind: .notWritten, message: "disk full")]
    },
    Case("ledger", .note, "its tables were not compared") { $0.ledger.audit = nil },
    Case("ledger", .problem, "row 7") { $0.ledger.audit = (time, "row 7 is missing.") },
    Case("ledger", .note, "no copy of the ledger") { $0.ledger.backup = nil },
    Case("clock", .warning, "behind") { $0.clock = .behind(by: .days(2)) },
    Case("plugins", .problem, "list is failed: it crashed") {
      $0.plugins = [.init(name: "list", phase: "failed", why: "it crashed")]
    },
    Case("plugins", .warning, "list is refused") {
      $0.plugins = [.init(name: "list", phase: "refused", why: "not ours")]
    },
    Case("plugins", .note, "stationctl plugin enable list") {
      $0.plugins = [.init(name: "list", phase: "disabled")]
    },
    Case("plugins", .warning, "list ended and is started again") {
      $0.plugins = [.init(name: "list", phase: "restarting")]
    },
    Case("plugins", .problem, "list runs and does not work: no disk.") {
      $0.plugins = [
        .init(name: "list", phase: "ready", health: Health(.failed, why: "no disk."))
      ]
    },
    Case("plugins", .warning, "list does not work as it should: one of two is away.") {
      $0.plugins = [
        .init(name: "list", phase: "ready", health: Health(.degraded, why: "one of two is away"))
      ]
    },
    Case("plugins", .note, "list does not work yet: it connects.") {
      $0.plugins = [
        .init(name: "list", phase: "ready", health: Health(.starting, why: "it connects"))
      ]
    },
    Case("plugins", .warning, "Plugins in /x are not found: Permission denied.") {
      $0.closedFolders = [.init(path: "/x", why: "Permission denied")]
    },
  ])
  func oneThingThatIsWrongIsSaidOnce(_ tried: Case) {
    var facts = Self.health
    tried.change(&facts)
    let wrong = diagnose(facts).filter { $0.level != .ok }
    #expect(
      wrong.contains { finding in
        finding.area == tried.area && finding.level == tried.level
          && (finding.what + "\n" + (finding.nextStep ?? "")).contains(tried.words)
      }, "\(tried.words): \(wrong)")
    // What is no warning needs no step; what is one does.
    #expect(wrong.allSatisfy { $0.level <= .note || $0.nextStep != nil })
    #expect(wrong.allSatisfy { $0.what.hasSuffix(".") || !$0.what.contains(":") || tried.isQuoted })
  }

  @Test func anOldDriverWithoutItsDevicesIsNothing() {
    var facts = Self.health
    facts.hasOldDisplayLink = true
    #expect(diagnose(facts).allSatisfy { $0.level == .ok })
  }

  @Test func manyClosedHubsAreOneFinding() {
    var facts = Self.health
    facts.hubs = (1...30).map { number in
      Self.hub("1-\(number)", .closed(why: "cannot open /dev/\(number): Permission denied"))
    }
    let wrong = diagnose(facts).filter { $0.level == .warning }
    #expect(wrong.count == 1 && wrong[0].what.contains("and 22 more"))
  }
}

/// One thing that is wrong.
struct Case: Sendable, CustomTestStringConvertible {
  var area: String
  var level: FindingView.Level
  var words: String
  var change: @Sendable (inout DoctorFacts) -> Void

  init(
    _ area: String, _ level: FindingView.Level, _ words: String,
    _ change: @escaping @Sendable (inout DoctorFacts) -> Void
  ) {
    self.area = area
    self.level = level
    self.words = words
    self.change = change
  }

  /// The sentence ends with somebody else's words.
  var isQuoted: Bool { area == "ledger" || words.contains("shares") || words.contains("is off") }
  var testDescription: String { "\(area): \(words)" }
}
