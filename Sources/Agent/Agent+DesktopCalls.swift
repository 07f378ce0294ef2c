import AgentInterface
import DBus
import Journal
import Ledger
import Logging
import Notices
import PluginHost
import PluginProtocol
import StationModel

/// The methods of `org.stationmaster1.Desktop`. Each answers when the plugin has accepted; what became
/// of it is in the snapshots that follow.
extension Agent {
  func answerDesktop(_ call: Call, by user: Int) async throws(AgentError) -> [Value] {
    let found = try desktop(at: call.path)
    switch call.member {
    case "Start": try await start(found)
    case "Stop":
      let words = call.arguments.map { $0.asBool ?? false }
      try await stop(
        found, isForced: words.first ?? false, isUsedToo: words.dropFirst().first ?? false)
    case "Assign":
      guard let number = call.arguments.first?.asInt else { throw unknownMethod(call) }
      try await assign(found, to: try place(number), by: user)
    case "Unassign": try await ask(.unassign, found)
    default: throw unknownMethod(call)
    }
    say(
      .notice, "\(call.member) of \(found.desktop.id): accepted, as user \(user) asked",
      of: found.plugin, .desktopAsked)
    look()
    return []
  }

  /// A desktop by its object, as its plugin described it last.
  struct FoundDesktop {
    var plugin: String
    var desktop: Desktop
    var freshness: DesktopPicture.Freshness

    var key: StationKey { .desktop(plugin: plugin, id: desktop.id) }
    /// As commands name it.
    var word: String { plugin + "/" + desktop.id }
    var title: String { "\(word) (\(Label.clean(desktop.name, limit: 60)))" }
  }

  private func desktop(at path: String) throws(AgentError) -> FoundDesktop {
    for picture in pluginDesk.pictures.values
    where path.hasPrefix(BusName.path("desktop", picture.plugin + "/")) {
      for desktop in picture.desktops
      where BusName.path("desktop", picture.plugin + "/" + desktop.id) == path {
        return FoundDesktop(
          plugin: picture.plugin, desktop: desktop, freshness: picture.freshness)
      }
    }
    throw AgentError(
      .noSuchDesktop, "There is no such desktop.",
      nextStep: "See what there is with: stationctl desktop list")
  }

  // MARK: Power

  /// Running ones are never stopped for want of a license; they are refused their next start.
  private func start(_ found: FoundDesktop) async throws(AgentError) {
    let isUp = found.desktop.state == .running || found.desktop.state == .starting
    // One that is paused runs as well, and starting lets it go on.
    if isUp, found.freshness == .fresh, found.desktop.health == .ready { return }
    try checkOpen(found)
    let world = world(of: book)
    if let refusal = StartRefusal(toStart: found.key, in: world) {
      let sentence = LicenseSentence(
        refusal.state, note: refusal.note, mode: book.mode,
        sources: world.sources.filter { $0.state != .reachable }.map {
          SourceTrouble(name: $0.name, state: $0.state)
        })
      let station = "station \(refusal.station.number) (\(refusal.station.name))"
      let who =
        refusal.station.key == found.key ? "it is \(station)" : "it is shown at \(station)"
      throw AgentError(
        .notLicensed, "\(found.title) is not started: \(who): \(sentence.reason).",
        nextStep: sentence.nextStep ?? "See why: stationctl desktop show \(found.word)")
    }
    try await ask(.start, found)
  }

  private func stop(
    _ found: FoundDesktop, isForced: Bool, isUsedToo: Bool
  ) async throws(AgentError) {
    if let user = found.desktop.user, !isUsedToo {
      throw AgentError(
        .desktopInUse, "\(found.title) is not stopped: \(Label.clean(user, limit: 60)) is on it.",
        nextStep: "Ask them to sign out, or stop it although somebody is on it: "
          + "stationctl desktop stop \(found.word) --even-if-used")
    }
    try await ask(.stop(force: isForced), found)
  }

  // MARK: Stations

  private func assign(
    _ found: FoundDesktop, to place: Enrolled, by user: Int
  ) async throws(AgentError) {
    if found.desktop.isNetwork {
      throw AgentError(
        .badArgument, "\(found.title) is a remote session: its user sits at another computer.",
        nextStep: "Only desktops that a station can show are assigned.")
    }
    if found.desktop.isTemplate {
      let can = pluginDesk.statuses[found.plugin]?.capabilities ?? []
      guard can.isEmpty || can.contains(.clone) else {
        throw AgentError(
          .pluginRefused,
          "\(found.title) is a template, and plugin \(found.plugin) cannot make desktops from it.",
          nextStep: "Assign a desktop that is none: stationctl desktop list")
      }
    }
    try checkFree(place, for: found)
    assigning[found.key] = place.key
    defer { assigning[found.key] = nil }
    let station = AssignedStation(key: place.key.text, number: place.number, name: place.name)
    try await ask(.assign(to: station), found)
    // What a template becomes is enrolled when it is listed.
    if !found.desktop.isTemplate { try enroll(found, by: user) }
  }

  /// One station shows one desktop at a time.
  private func checkFree(_ place: Enrolled, for found: FoundDesktop) throws(AgentError) {
    var others: [FoundDesktop] = []
    for picture in pluginDesk.pictures.values {
      for desktop in picture.desktops {
        let other = FoundDesktop(
          plugin: picture.plugin, desktop: desktop, freshness: picture.freshness)
        let station = assigning[other.key] ?? desktop.station
        if station == place.key, other.key != found.key, !desktop.isTemplate {
          others.append(other)
        }
      }
    }
    let first = others.min { ($0.desktop.id, $0.plugin) < ($1.desktop.id, $1.plugin) }
    if let first {
      throw AgentError(
        .stationTaken,
        "\(first.title) is assigned to station \(place.number) (\(place.name)) already.",
        nextStep: "Unassign it first: stationctl desktop unassign \(first.word)")
    }
  }

  private func place(_ number: Int) throws(AgentError) -> Enrolled {
    guard let record = book.enrolled.first(where: { $0.number == number }) else {
      throw AgentError(
        .noSuchStation, "There is no station \(number).",
        nextStep: "See what there is with: stationctl stations")
    }
    guard record.kind == .physical || record.kind == .host else {
      throw AgentError(
        .badArgument, "Station \(number) (\(record.name)) is a desktop itself.",
        nextStep: "Assign to a station with a display: stationctl stations")
    }
    return record
  }

  /// The desktops that are shown at a station which is known in another place now are assigned there.
  func desktopsFollow(_ old: StationKey, to record: Enrolled) {
    for key in pluginDesk.follow(old, to: record.key) { tellWhere(key, is: record.key) }
  }

  /// A plugin says a place where a station was once: it is told the new one until it says that. Not
  /// more often than it can be expected to do something about it.
  func tellWhere(_ desktop: StationKey, is place: StationKey) {
    guard let name = desktop.desktop, let host = pluginHost,
      let record = book.enrolled.first(where: { $0.key == place }),
      retelling[desktop].map({ $0.place != place || $0.since + .seconds(30) <= clock.now })
        ?? true
    else { return }
    retelling[desktop] = (place, clock.now)
    let station = AssignedStation(key: record.key.text, number: record.number, name: record.name)
    let log = log
    Task {
      do throws(OperationTrouble) {
        try await host.perform(.assign(to: station), on: name.id, of: name.plugin)
      } catch {
        switch error.kind {
        // It is told when it is back.
        case .notRunning, .noAnswer: retelling[desktop] = nil
        case .noSuchPlugin, .notSupported, .refused: break
        }
        log.tell(
          .desktopUntold, .warning,
          "desktop \(name.plugin)/\(name.id) could not be told that its station moved: \(error.message) Assign it again: stationctl desktop assign \(name.plugin)/\(name.id) \(record.number)",
          JournalEntry.station(record.key, record).merging([.plugin: name.plugin]) { $1 })
      }
    }
  }

  /// So that the plugin is told to keep it.
  private func enroll(_ found: FoundDesktop, by user: Int) throws(AgentError) {
    guard !book.enrolled.contains(where: { $0.key == found.key }) else { return }
    let number = freeNumber
    let name = Label.clean(found.desktop.name, limit: 64)
    let record = Enrolled(
      key: found.key, number: number, name: name.isEmpty ? "Station \(number)" : name,
      kind: .desktop, enrolledAt: clock.now, labels: found.desktop.labels)
    try apply([.station(record, event: .enrolled)], by: user)
  }

  // MARK: Asking

  private func ask(
    _ action: Operation.Action, _ found: FoundDesktop
  ) async throws(AgentError) {
    guard let host = pluginHost else {
      throw AgentError(
        .pluginAway, "Plugin \(found.plugin) does not run: the agent starts or ends.",
        nextStep: "Try again in a moment.")
    }
    do throws(OperationTrouble) {
      try await host.perform(action, on: found.desktop.id, of: found.plugin)
    } catch {
      throw AgentError(error, of: found.plugin)
    }
  }
}

extension AgentError {
  init(_ trouble: OperationTrouble, of plugin: String) {
    let code: Code
    let step: String
    switch trouble.kind {
    case .noSuchPlugin:
      (code, step) = (.noSuchPlugin, "See what there is with: stationctl plugin list")
    case .notRunning:
      (code, step) = (.pluginAway, "See how it is: stationctl plugin show \(plugin)")
    case .noAnswer:
      (code, step) = (.pluginAway, "See what it wrote: stationctl plugin log \(plugin)")
    case .notSupported:
      (code, step) = (.pluginRefused, "See what it can do: stationctl plugin show \(plugin)")
    case .refused(let reason):
      code = reason == .noSuchDesktop ? .noSuchDesktop : .pluginRefused
      step = "See what it wrote: stationctl plugin log \(plugin)"
    }
    self.init(code, trouble.message, nextStep: trouble.nextStep ?? step)
  }
}
