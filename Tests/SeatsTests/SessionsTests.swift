import DBus
import StationModel
import Testing

@testable import Seats

/// What logind says of one session, read strictly.
@Suite struct SessionsTests {
  private static let good: [String: Value] = [
    "Id": .string("c2"), "Name": .string("zoe"), "Class": .string("user"),
    "State": .string("active"), "Remote": .bool(false), "Timestamp": .uint64(1_790_000_000_123_456),
    "User": .structure([.uint32(1001), .path("/org/freedesktop/login1/user/_1001")]),
    "Seat": .structure([.string("seat-left"), .path("/org/freedesktop/login1/seat/seat_2dleft")]),
    "Type": .string("wayland"), "Active": .bool(true), "Service": .string("gdm-password"),
    "RemoteHost": .string(""),
  ]

  private static func seat(_ name: String) -> Value {
    .structure([.string(name), .path("/")])
  }

  private static func reading(_ name: String, _ value: Value?, id: String = "c2") -> SessionReading
  {
    var properties = good
    properties[name] = value
    return readSession(listedAs: id, properties)
  }

  @Test func aPersonIsReadInFull() {
    #expect(
      readSession(listedAs: "c2", Self.good)
        == .person(
          SignIn(
            session: "c2", user: "zoe", uid: 1001, seat: "seat-left", isRemote: false,
            type: .graphical, service: "gdm-password",
            since: Timestamp(milliseconds: 1_790_000_000_123))))
  }

  @Test(arguments: ["user", "user-early", "user-light", "user-early-light"])
  func theseClassesArePeople(name: String) {
    guard case .person = Self.reading("Class", .string(name)) else {
      Issue.record("\(name) is a person")
      return
    }
  }

  @Test(arguments: [
    "greeter", "lock-screen", "background", "background-light", "manager", "manager-early",
    "none",
  ]) func theseClassesAreNobody(name: String) {
    #expect(Self.reading("Class", .string(name)) == .nobody)
  }

  @Test func whoWaitsForTheirHomeIsNoPersonYetAndNotNobody() {
    #expect(Self.reading("Class", .string("user-incomplete")) == .waiting)
  }

  @Test func aSessionThatClosesIsNobodyWhateverElseIsWrongWithIt() {
    var properties = Self.good
    properties["State"] = .string("closing")
    for name in ["user-incomplete", "pilot"] {
      properties["Class"] = .string(name)
      #expect(readSession(listedAs: "c2", properties) == .nobody)
    }
  }

  @Test(arguments: [("opening", true), ("online", true), ("active", true), ("closing", false)])
  func aSessionThatClosesIsNobody(state: String, isThere: Bool) {
    let reading = Self.reading("State", .string(state))
    #expect((reading != .nobody) == isThere)
    if case .unreadable(let why) = reading { Issue.record("\(why)") }
  }

  @Test(arguments: [
    ("x11", SignIn.Kind.graphical), ("wayland", .graphical), ("mir", .graphical), ("tty", .other),
    ("web", .other), ("unspecified", .other), ("X11", .other), ("", .other),
  ]) func theseTypesShowADesktop(name: String, type: SignIn.Kind) {
    guard case .person(let signIn) = Self.reading("Type", .string(name)) else {
      Issue.record("\(name)")
      return
    }
    #expect(signIn.type == type)
  }

  /// Older versions of logind lack some, and other programs fill in what they like.
  @Test func nobodyIsLeftOutForWhatOnlyRemoteSessionsHave() {
    for name in ["Type", "Service", "RemoteHost"] {
      for value in [nil, Value.uint32(1), .string(""), .string("a\nb"), .string("a\u{202E}b")] {
        guard case .person(let signIn) = Self.reading(name, value) else {
          Issue.record("\(name)")
          continue
        }
        if name == "Type" { #expect(signIn.type == .other) }
        if name == "Service" { #expect(signIn.service == nil) }
        #expect(signIn.remoteHost == nil)
      }
    }
    guard case .person(let signIn) = Self.reading("RemoteHost", .string("lab-pc-3")) else { return }
    #expect(signIn.remoteHost == "lab-pc-3")
  }

  @Test func aRemoteSessionAndOneWithoutASeatHaveNone() {
    for (name, value) in [("Remote", Value.bool(true)), ("Seat", Self.seat(""))] {
      guard case .person(let signIn) = Self.reading(name, value) else {
        Issue.record("\(name)")
        continue
      }
      #expect(signIn.seat == nil)
      #expect(signIn.isRemote == (name == "Remote"))
    }
  }

  /// Only what is needed is asked for: a greeter without a user's name is a greeter still.
  @Test(arguments: ["Id", "Name", "Class", "State", "Remote", "Timestamp", "User", "Seat"])
  func whatIsMissingOrOfAnotherTypeLeavesTheSessionOut(name: String) {
    for value in [nil, Value.int16(1), .strings(["x"]), .structure([]), .variant(.string("user"))] {
      guard case .unreadable(let why) = Self.reading(name, value) else {
        Issue.record("\(name) = \(String(describing: value))")
        continue
      }
      #expect(!why.isEmpty)
    }
  }

  @Test(arguments: [
    ("Name", Value.string("")), ("Name", .string("a\nb")), ("Name", .string("a\u{202E}b")),
    ("Name", .string("a:b")), ("Name", .string("../x")), ("Name", .string("\u{7F}")),
    ("Name", .string(String(repeating: "x", count: 256))), ("Id", .string("c3")),
    ("Class", .string("pilot")), ("Class", .string("")), ("Class", .string("User")),
    ("State", .string("Closing")), ("State", .string("")), ("Seat", seat("chair")),
    ("Seat", seat("seat")), ("Seat", seat("seat-a/b")), ("Seat", seat("seat-ä")),
    ("Seat", seat("seat" + String(repeating: "1", count: 252))),
    ("Seat", .structure([.string("seat0")])),
    ("User", .structure([.uint32(.max), .path("/")])),
    ("User", .structure([.int32(-1), .path("/")])), ("User", .structure([.uint32(1)])),
    ("Timestamp", .uint64(.max)), ("Timestamp", .uint64(253_402_300_800_000_000)),
    ("Timestamp", .int64(-1)),
  ]) func hostileValuesLeaveTheSessionOut(name: String, value: Value) {
    guard case .unreadable(let why) = Self.reading(name, value) else {
      Issue.record("\(name) = \(value)")
      return
    }
    #expect(!why.contains("\n") && why.utf8.count < 300)
  }

  @Test(arguments: ["", "a b", "../1", "a\n", "é", String(repeating: "1", count: 256)])
  func anIdThatIsNoneOfLogindsLeavesTheSessionOut(id: String) {
    guard case .unreadable = Self.reading("Id", .string(id), id: id) else {
      Issue.record("\(id)")
      return
    }
  }

  @Test func namesAsDirectoriesGiveThemAreFine() {
    for name in ["SCHOOL\\jane doe", "żółć", "j.o-h_n$", "user@example.org"] {
      guard case .person(let signIn) = Self.reading("Name", .string(name)) else {
        Issue.record("\(name)")
        continue
      }
      #expect(signIn.user == name)
    }
  }

  @Test func aLineOfTheListIsReadStrictly() {
    func line(_ fields: [Value]) -> ListedSession? { ListedSession(.structure(fields)) }
    let path = Value.path("/org/freedesktop/login1/session/_31")
    let good = line([.string("1"), .uint32(0), .string("root"), .string("seat0"), path])
    #expect(good?.id == "1" && good?.hasSeat == true)
    #expect(
      line([.string("1"), .uint32(0), .string("root"), .string(""), path])?.hasSeat == false)
    #expect(line([.string("1"), .uint32(0), .string("root"), path]) == nil)
    #expect(line([.uint32(1), .uint32(0), .string("root"), .string("seat0"), path]) == nil)
    #expect(
      line([.string("1"), .uint32(0), .string("root"), .string("seat0"), .string("/x")]) == nil)
    #expect(ListedSession(.string("1")) == nil)
  }

  @Test func whatSomebodyElseWroteIsQuotedShortAndInOneLine() {
    #expect(quoted("pilot") == "\"pilot\"")
    #expect(quoted("a\u{1B}[0m\nb") == "\"a\u{FFFD}[0m\u{FFFD}b\"")
    #expect(quoted(String(repeating: "x", count: 1000)).count == 63)
  }
}
