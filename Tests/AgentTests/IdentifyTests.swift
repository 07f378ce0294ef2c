import AgentInterface
import StationModel
import Testing

@testable import Agent

/// By which ways a station shows which one it is.
@Suite struct IdentifyTests {
  private static let keyboard = DevicePath("/sys/devices/usb1/1-1/input/input5")

  private static func session(
    _ id: String, uid: Int = 1001, active: Bool = true, type: String = "graphical"
  ) -> SessionView {
    SessionView(
      id: id, user: "ada", uid: uid, station: 3, desktop: nil, seat: "seat-3", remote: false,
      remoteHost: nil, active: active, type: type, service: nil, since: nil)
  }

  private static func ways(
    _ kind: StationKind = .physical, _ sessions: [SessionView] = [], unknown: String? = nil,
    hasSeat: Bool = true, keyboards: [DevicePath] = [keyboard], shownAt: Int? = nil
  ) -> IdentifyWays {
    identifyWays(
      IdentifyFacts(
        kind: kind, sessions: sessions, sessionsUnknown: unknown, hasSeat: hasSeat,
        keyboards: keyboards, shownAt: shownAt))
  }

  @Test func whoHasADesktopThereIsNotifiedAndTheLightsAreTheLastResort() {
    let ways = Self.ways(.physical, [Self.session("c1"), Self.session("c2", uid: 1002)])
    #expect(ways.people == [1001, 1002] && ways.consoles.isEmpty && !ways.isHostConsole)
    #expect(ways.keyboards == [Self.keyboard] && ways.noNotification == nil)
  }

  @Test func aTextSessionGetsLinesAndWhatIsInTheBackgroundNothing() {
    let ways = Self.ways(
      .physical, [Self.session("c1", active: false), Self.session("c2", type: "text")])
    #expect(ways.people.isEmpty && ways.consoles.map(\.session) == ["c2"])
    #expect(ways.noNotification == "no session with a desktop is in front there")
  }

  @Test func theHostsScreenIsWrittenToOnlyIfNoDesktopIsInFront() {
    #expect(Self.ways(.host).isHostConsole)
    #expect(!Self.ways(.host, [Self.session("c1")]).isHostConsole)
    #expect(!Self.ways(.physical).isHostConsole)
  }

  @Test func aDesktopAndARemoteSessionHaveNeitherTerminalNorLights() {
    let remote = Self.ways(.network, [Self.session("c1")])
    #expect(remote.people == [1001] && remote.keyboards.isEmpty)
    let desktop = Self.ways(.desktop, shownAt: 3)
    #expect(desktop.isNone)
    #expect(desktop.noNotification == "it is shown at station 3, which can be asked instead")
    #expect(desktop.noLights == "a desktop has no keyboard of this computer")
  }

  @Test(
    arguments: [
      (nil, true, "nobody is signed in there"),
      (nil, false, "it has no seat of its own, so who sits there is not known"),
      ("logind has stopped.", true, "who is signed in there is not known (logind has stopped)"),
    ] as [(String?, Bool, String)])
  func whyNobodyIsNotifiedIsSaid(unknown: String?, hasSeat: Bool, reason: String) {
    let ways = Self.ways(unknown: unknown, hasSeat: hasSeat, keyboards: [])
    #expect(ways.isNone && ways.noNotification == reason)
    #expect(ways.noConsole == "no text session is in front there")
    #expect(ways.noLights == "it has no keyboard now")
  }

  @Test(
    arguments: [
      ("pts/3", "/dev/pts/3"), ("tty2", "/dev/tty2"), ("/dev/tty2", "/dev/tty2"),
      ("ttyS0", "/dev/ttyS0"), ("pts/../sda", nil), ("pts/", nil), ("tty", nil), ("sda", nil),
      ("tty2/../sda", nil), ("/etc/passwd", nil), ("", nil), ("pts/3a", nil), ("tty-1", nil),
    ] as [(String, String?)])
  func onlyTerminalsAreTerminals(name: String, device: String?) {
    #expect(Terminal.device(name) == device)
  }

  @Test func aNameCannotSteerATerminal() {
    let text = Terminal.lines("station 3 (\u{1B}[2J\u{9B}31m)")
    let control = text.unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\r" && $0 != "\n"
    }
    #expect(control.map(\.value) == [7])
  }

  // MARK: Lights

  private final class Lights {
    var values: [String: String] = [:]
    var writes: [String] = []
    var refuses: String?

    var files: LightFiles {
      LightFiles(
        read: { [self] in values[$0] },
        write: { [self] path, value in
          if let refuses { return refuses }
          values[path] = value
          writes.append(value)
          return nil
        })
    }
  }

  private static let caps = keyboard.text + "/input5::capslock/brightness"
  private static let num = keyboard.text + "/input5::numlock/brightness"

  @Test func lightsBlinkAndAreAsTheyWere() {
    let lights = Lights()
    lights.values = [Self.caps: "0", Self.num: "1"]
    var blink = Blink([Self.keyboard], files: lights.files)
    #expect(blink.isPossible && lights.values == [Self.caps: "1", Self.num: "1"])
    blink.step()
    #expect(lights.values == [Self.caps: "0", Self.num: "0"])
    blink.step()
    #expect(lights.values == [Self.caps: "1", Self.num: "1"])
    blink.end()
    #expect(lights.values == [Self.caps: "0", Self.num: "1"])
  }

  @Test func lightsThatCannotBeWrittenSayWhy() {
    let lights = Lights()
    lights.values = [Self.caps: "0"]
    lights.refuses = "no rule"
    let blink = Blink([Self.keyboard], files: lights.files)
    #expect(!blink.isPossible)
    #expect(blink.troubles == ["the lights of the keyboard input5 cannot be written: no rule"])
    let none = Blink([DevicePath("/sys/devices/input9")], files: lights.files)
    #expect(none.troubles == ["the keyboard input9 has no lights"])
  }

  @Test func whatIsDueIsDoneInTime() {
    let lights = Lights()
    lights.values = [Self.caps: "0"]
    var identifying = Identifying()
    let key = StationKey("pci-0000:00:04.0/1")
    let start = ContinuousClock.now
    identifying.begin(key, now: Timestamp(milliseconds: 0), at: start)
    #expect(identifying.untilByKey == [key.text: Timestamp(milliseconds: 10_000)])
    identifying.begin(Blink([Self.keyboard], files: lights.files), at: key, at: start)
    #expect(identifying.next == start + .milliseconds(400))
    let step1 = identifying.advance(to: start + .milliseconds(400))
    #expect(!step1)
    #expect(lights.values[Self.caps] == "0" && lights.writes.count == 2)
    let step2 = identifying.advance(to: start + .milliseconds(800))
    #expect(!step2)
    let step3 = identifying.advance(to: start + .seconds(8))
    #expect(!step3)
    #expect(lights.values[Self.caps] == "0" && lights.writes.count == 4)
    #expect(identifying.next == start + .seconds(10))
    let step4 = identifying.advance(to: start + .seconds(10))
    #expect(step4)
    #expect(identifying.runs.isEmpty && identifying.next == nil)
  }
}
