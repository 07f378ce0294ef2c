import PluginProtocol
import StationModel
import Testing

@testable import PluginHost

@Suite(.serialized) struct BindingTests {
  private let window = AssignedStation(key: "pci-1/1.4", number: 4, name: "Window")

  @Test func anAssignmentThatAPluginLostIsMadeAgainAndAnUnassignedOneIsNot() async throws {
    let yard = try Yard()
    try yard.install(
      "vms",
      python: """
        bound, revision = {}, 1
        def listed(): return dict(revision=revision, desktops=[
            dict(desk(id), **({"station": bound[id]} if id in bound else {})) for id in ("a", "b")])
        for request in requests():
            method, params = request["method"], request.get("params")
            if method == "initialize": greet(request)
            elif method == "desktops.watch": answer(request, listed())
            elif method == "desktop.start": os._exit(1)
            else:
                log("asked %s %s %s" % (method, params["desktop"], params.get("station", {}).get("name")))
                if method == "desktop.assign": bound[params["desktop"]] = params["station"]["key"]
                else: bound.pop(params["desktop"], None)
                answer(request, {})
                revision += 1
                say(method="desktops.snapshot", params=listed())
        """)
    var patience = Patience.brisk
    patience.operation = .seconds(3)
    try await withHost(yard, patience: patience) { host, watcher in
      try await watcher.phase("ready") { $0.phase == .ready }
      for id in ["a", "b"] {
        try await host.perform(.assign(to: window), on: id, of: "vms")
      }
      try await host.perform(.unassign, on: "b", of: "vms")
      try await bound(["a": window.key], watcher)
      await watcher.forget()
      let task = Task { try? await host.perform(.start, on: "a", of: "vms") }
      let line = try await watcher.log("a was assigned again to station 4")
      #expect(line == ": the plugin had lost it")
      task.cancel()
      try await bound(["a": window.key], watcher)
      let asked = await watcher.lines("asked ")
      #expect(asked.first == "desktop.assign a Window")
      #expect(!asked.contains { $0.contains(" b ") })
    }
  }

  @Test func whatCountsAsLost() async {
    let loss = Bindings.Loss(desktop: "a", station: window)
    let cases: [(String, shown: [String?], first: String?, lost: Bool)] = [
      ("it was shown, and the plugin is back without it", ["k"], nil, true),
      ("it was accepted, and the plugin ended before it could show it", [], nil, true),
      ("it was accepted and then not shown: it could not be done", [nil], nil, false),
      ("it came late", [nil, "k"], nil, true),
      ("the plugin let go of it by its own will", ["k", nil], nil, false),
      ("the plugin moved it by its own will", ["k", "other"], nil, false),
      ("the plugin is back with another station", ["k"], "other", false),
      ("the plugin has not lost it", ["k"], "k", false),
    ]
    for (what, shown, first, isLost) in cases {
      let bindings = Bindings()
      let key = { (text: String?) in text == "k" ? window.key : text }
      await bindings.accepted(.assign(to: window), on: "a")
      for station in shown {
        let none = await bindings.saw([desktop(key(station))], afterRestart: false)
        #expect(none.isEmpty, "\(what)")
      }
      let lost = await bindings.saw([desktop(key(first))], afterRestart: true)
      #expect(lost == (isLost ? [loss] : []), "\(what)")
      #expect(await bindings.holds(loss) == (isLost || first == "k"), "\(what)")
    }
  }

  @Test func whatIsMadeOfATemplateIsNotRememberedAsTheTemplates() async {
    let bindings = Bindings()
    var golden = desktop(nil)
    golden.isTemplate = true
    _ = await bindings.saw([golden], afterRestart: true)
    await bindings.accepted(.assign(to: window), on: "a")
    #expect(await bindings.saw([golden], afterRestart: true).isEmpty)
  }

  private func desktop(_ station: String?) -> Desktop {
    Desktop(
      id: "a", name: "A", kind: "vm", state: .running, station: station.map(StationKey.init))
  }

  private func bound(_ stations: [String: String], _ watcher: Watcher) async throws {
    try await watcher.wait("a picture with \(stations)") { events in
      for case .picture(let picture) in events.reversed() {
        let shown = picture.desktops.compactMap { desktop in
          desktop.station.map { (desktop.id, $0.text) }
        }
        return Dictionary(uniqueKeysWithValues: shown) == stations ? true : nil
      }
      return nil
    }
  }
}
