import Configuration
import StationModel
import Testing

@Suite struct ConfigurationStateTests {
  private static let start = Timestamp(milliseconds: 1_700_000_000_000)
  private static let mistake = ConfigurationError(
    file: "a.conf", line: 3, problem: "no", hint: "accepted is yes")

  private static func settings(_ text: String) throws -> Settings {
    try Settings.read(files: [("a.conf", text)])
  }

  private static func state(_ text: String = "") throws -> ConfigurationState {
    ConfigurationState(file: "a.conf", settings: try settings(text), readAt: start)
  }

  @Test func aMistakeChangesNothingAndKeepsItsFirstTime() throws {
    var state = try Self.state("[Seats]\nseats = manage\n")
    let before = state.settings
    state.refused(Self.mistake, at: Self.start + .minutes(1))
    state.refused(Self.mistake, at: Self.start + .minutes(2))
    #expect(state.settings == before && state.readAt == Self.start && !state.isFromCopy)
    #expect(state.trouble?.since == Self.start + .minutes(1))
    #expect(state.trouble?.error == Self.mistake)
    state.took(Settings(), at: Self.start + .minutes(3))
    #expect(state.trouble == nil && state.readAt == Self.start + .minutes(3))
    #expect(state.settings.seats == .observe)
  }

  @Test func aCopyIsOneUntilTheFilesAreGood() throws {
    var state = ConfigurationState(
      file: "a.conf", settings: Settings(), readAt: Self.start,
      trouble: ConfigurationState.Trouble(Self.mistake, since: Self.start + .days(1)))
    #expect(state.isFromCopy)
    state.refused(Self.mistake, at: Self.start + .days(2))
    #expect(state.isFromCopy && state.trouble?.since == Self.start + .days(1))
    state.took(Settings(), at: Self.start + .days(3))
    #expect(!state.isFromCopy)
  }

  @Test func whatARunningAgentCannotChangeWaits() throws {
    var state = try Self.state("[State]\nfolder = /srv/a\n")
    state.took(
      try Self.settings("[Seats]\nseats = manage\n\n[State]\nfolder = /srv/b\n"), at: Self.start)
    #expect(state.settings.seats == .manage && state.settings.stateFolder == "/srv/a")
    #expect(state.settings.effective.last?.source == "a.conf:2")
    #expect(
      state.waiting == [
        EffectiveValue(
          key: "State.folder", value: "/srv/b", source: "a.conf:5",
          defaultValue: "/var/lib/stationmaster")
      ])
    // Back again, before anybody restarted it.
    state.took(try Self.settings("[State]\nfolder = /srv/a\n"), at: Self.start)
    #expect(state.waiting == [])
  }

  /// A line above it was added, or the value moved to another file: the old line says something else now.
  @Test func whatStaysTheSameIsFromWhereItStandsNow() throws {
    var state = try Self.state("[State]\nfolder = /srv/a\n")
    state.took(try Self.settings("# moved\n\n[State]\nfolder = /srv/a\n"), at: Self.start)
    #expect(state.settings.effective.last?.source == "a.conf:4" && state.waiting == [])
    // Gone from the files it waits, and is from where it was.
    state.took(try Self.settings(""), at: Self.start)
    #expect(state.settings.effective.last?.source == "a.conf:4")
    #expect(state.waiting.map(\.source) == ["default"])
  }

  @Test func anEarlierFileIsNamedAsOverridden() throws {
    let settings = try Settings.read(files: [
      ("a.conf", "[Seats]\nseats = manage\n"), ("b.conf", "\n[Seats]\nseats = observe\n"),
      ("c.conf", "[Seats]\n\n\nseats = observe\n"),
    ])
    let value = settings.effective.first { $0.key == "Seats.seats" }
    #expect(value?.value == "observe" && value?.source == "c.conf:4")
    #expect(
      value?.overridden == [
        KeySetting(value: "manage", source: "a.conf:2"),
        KeySetting(value: "observe", source: "b.conf:3"),
      ])
  }

  @Test(arguments: [
    ("Seats.seats", ["Seats.seats"]), ("host-grace", ["Licensing.host-grace"]),
    ("folder", ["State.folder"]), ("Bus", ["Bus.address"]), ("bus", ["Bus.address"]),
    ("seats", ["Seats.seats"]), ("Seats", ["Seats.seats", "Seats.rules"]),
    ("SIGNIN.enforcement", ["SignIn.enforcement"]), ("moon", []),
  ])
  func keysAreFoundByWhatPeopleCallThem(name: String, titles: [String]) {
    #expect(Settings.keys(named: name).map(\.title) == titles)
  }

  @Test func aMisspeltNameIsSuggested() {
    #expect(Settings.suggestion(for: "host-grase") == "host-grace")
    #expect(Settings.suggestion(for: "moonshine") == nil)
  }
}
