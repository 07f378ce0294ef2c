import PluginKit
import PluginProtocol
import Seats
import StationModel
import Testing

@testable import sessions

/// Which sign-ins are network stations, and which station each is.
@Suite struct RemoteSessionsTests {
  private static func signIn(
    _ user: String = "alice", seat: String? = nil, isRemote: Bool = true,
    type: SignIn.Kind = .graphical, service: String? = "xrdp-sesman",
    from host: String? = "lab-pc-3"
  ) -> SignIn {
    SignIn(
      session: "c1", user: user, uid: 1001, seat: seat, isRemote: isRemote, type: type,
      service: service, remoteHost: host, since: Timestamp(seconds: 1))
  }

  private static func desktops(
    _ signIns: [SignIn], _ change: (inout SessionsConfiguration) -> Void = { _ in }
  ) -> [Desktop] {
    var configuration = SessionsConfiguration()
    change(&configuration)
    return RemoteSessions(configuration: configuration).desktops(signIns)
  }

  @Test func aRemoteDesktopIsAStationOfThatPersonAtThatComputer() {
    #expect(
      Self.desktops([Self.signIn()]) == [
        Desktop(
          id: "alice@lab-pc-3", name: "alice from lab-pc-3", kind: "session", state: .running,
          isNetwork: true, user: "alice", client: "lab-pc-3")
      ])
  }

  @Test func whereTheComputerIsNotKnownItIsLeftOut() {
    let found = Self.desktops([Self.signIn(isRemote: false, from: nil)])
    #expect(found.map(\.id) == ["alice"] && found.map(\.client) == [nil])
    #expect(found.map(\.name) == ["alice, remote session"])
  }

  @Test func twoSessionsOfOnePersonFromOneComputerAreOneStation() {
    let two = [Self.signIn(), Self.signIn(service: "tigervnc", from: "LAB-PC-3.")]
    #expect(Self.desktops(two).count == 1)
    #expect(
      Self.desktops(two + [Self.signIn(from: "10.0.0.7"), Self.signIn("bob")]).map(\.id)
        == ["alice@10.0.0.7", "alice@lab-pc-3", "bob@lab-pc-3"])
  }

  /// Service, remote, seat, type, and whether that is a station.
  @Test(
    arguments: [
      ("xrdp-sesman", false, nil, SignIn.Kind.graphical, true),
      ("xrdp-sesman", true, nil, .graphical, true),
      ("tigervnc", true, nil, .graphical, true), ("gdm-password", false, nil, .graphical, true),
      ("lightdm", true, nil, .graphical, true), (nil, true, nil, .graphical, true),
      // At this computer.
      ("gdm-password", false, "seat0", .graphical, false),
      ("xrdp-sesman", false, "seat-left", .graphical, false),
      // Nobody says that it is anywhere else.
      ("lightdm", false, nil, .graphical, false), (nil, false, nil, .graphical, false),
      // No desktop.
      ("sshd", true, nil, .other, false), ("xrdp-sesman", true, nil, .other, false),
      ("sshd", false, nil, .other, false), ("cron", false, nil, .other, false),
    ] as [(String?, Bool, String?, SignIn.Kind, Bool)])
  func whatCountsAndWhatDoesNot(
    service: String?, isRemote: Bool, seat: String?, type: SignIn.Kind, counts: Bool
  ) {
    let signIn = Self.signIn(seat: seat, isRemote: isRemote, type: type, service: service)
    #expect(Self.desktops([signIn]).count == (counts ? 1 : 0))
  }

  @Test func servicesAndAccountsAreConfigured() {
    let odd = Self.signIn(isRemote: false, service: "my-desktops")
    #expect(Self.desktops([odd]).isEmpty)
    #expect(Self.desktops([odd]) { $0.services = NamePatterns(["my-*"]) }.count == 1)
    let people = [Self.signIn(), Self.signIn("kiosk-1"), Self.signIn("root")]
    #expect(
      Self.desktops(people) { $0.leaveOut = NamePatterns(["kiosk-*", "root"]) }.map(\.user)
        == ["alice"])
  }

  /// TigerVNC's stand-in among them: "unknown" is not a computer that everybody shares.
  @Test(
    arguments: [
      nil, "", "203.0.113.20", "192.0.2.1", "198.51.100.7", "2001:db8::1", "localhost", "127.0.0.1",
      "127.1.2.3", "::1", "::", "0.0.0.0", ":0", ":10.0", "::ffff:127.0.0.1", ".", "a b", "pc\n",
      "pc;rm", "café", "<pc>", String(repeating: "x", count: 254),
    ] as [String?]) func theseSayNothingAboutTheOtherComputer(host: String?)
  {
    #expect(clientName(host) == nil)
  }

  @Test(arguments: [
    ("lab-pc-3", "lab-pc-3"), ("Lab-PC-3.Example.ORG.", "lab-pc-3.example.org"),
    ("10.0.0.7", "10.0.0.7"), ("::ffff:10.0.0.7", "10.0.0.7"), ("FE80::1%eth0", "fe80::1%eth0"),
    ("2a00:1450::5", "2a00:1450::5"), ("203.0.114.20", "203.0.114.20"),
  ]) func oneComputerHasOneSpelling(host: String, name: String) {
    #expect(clientName(host) == name)
  }

  @Test(
    arguments: [
      ("alice", "pc", "alice@pc"), ("alice", nil, "alice"),
      ("a@b.org", "pc", "a%40b.org@pc"), ("SCHOOL\\jane doe", nil, "SCHOOL%5Cjane%20doe"),
      ("żółć", "fe80::1%eth0", "%C5%BC%C3%B3%C5%82%C4%87@fe80::1%25eth0"),
      ("a~b/c", nil, "a%7Eb%2Fc"),
    ] as [(String, String?, String)])
  func anIdIsEscapedSoThatNoTwoAreTheSame(user: String, client: String?, id: String) {
    #expect(stationID(user: user, client: client) == id)
  }

  @Test func longNamesKeepTheContractsRulesAndStayApart() throws {
    let users = ["a", "b"].map { String(repeating: "ż", count: 120) + $0 }
    let host = String(repeating: "x", count: 253)
    let found = Self.desktops(users.map { Self.signIn($0, from: host) })
    #expect(Set(found.map(\.id)).count == 2 && found.allSatisfy { $0.id.utf8.count == 128 })
    #expect(found == Self.desktops(users.map { Self.signIn($0, from: host) }), "always the same")
    let sessions = RemoteSessions(configuration: SessionsConfiguration())
    try sessions.report(.known(users.map { Self.signIn($0, from: host) }), remarks: []).check()
  }

  @Test func whatIsNotKnownIsNotNone() throws {
    let sessions = RemoteSessions(configuration: SessionsConfiguration())
    let unknown = sessions.report(.unknown(why: "No logind."), remarks: [])
    #expect(unknown.health == Health(.failed, why: "No logind.") && unknown.desktops == nil)
    #expect(sessions.report(.known([]), remarks: []).desktops == [])
    let partly = sessions.report(.known([Self.signIn()]), remarks: ["One is odd.", "Another too."])
    #expect(partly.health == Health(.degraded, why: "One is odd. Another too."))
    #expect(partly.desktops?.count == 1)
    for report in [unknown, partly] { try report.check() }
  }
}
