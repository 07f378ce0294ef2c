import AgentInterface
import ArgumentParser
import DBus
import StationModel

struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what changes, as it changes, until interrupted.")

  @OptionGroup var output: OutputOptions
  @Flag(help: "Print the whole table of stations at every change instead of the difference.")
  var table = false

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let changes = try await client.changes()
        var last = try await client.snapshot()
        try show(last, after: nil)
        var isWaiting = false
        for await _ in changes {
          let now: AgentSnapshot
          do throws(DBusError) {
            now = try await client.snapshot()
          } catch {
            // It was there a moment ago: wait for it to come back.
            guard error.isOwnerGone else { throw error }
            if !isWaiting { writeError("stationctl: the agent has stopped; waiting for it") }
            isWaiting = true
            continue
          }
          if isWaiting { writeError("stationctl: the agent is back") }
          isWaiting = false
          if now != last { try show(now, after: last) }
          last = now
        }
        throw Failure(.unavailable, "The message bus has gone away.", nextStep: "Is D-Bus running?")
      }
    }
  }

  /// Prints what is new against `last`.
  private func show(_ now: AgentSnapshot, after last: AgentSnapshot?) throws {
    if output.json {
      if now.stations == last?.stations, now.candidates == last?.candidates { return }
      try writeJSON(
        StationList(stations: now.stations, candidates: now.candidates), onOneLine: true)
    } else if table {
      let lines = stationTable(now)
      if lines != last.map(stationTable) {
        if last != nil { writeLine("") }
        for line in lines { writeLine(line) }
      }
    } else {
      for line in differences(from: last, to: now) { writeLine(line) }
    }
  }
}

/// One line for each thing that is new, different or gone.
func differences(from last: AgentSnapshot?, to now: AgentSnapshot) -> [String] {
  lines(last.map(facts) ?? [:], facts(now))
}

private func lines(_ before: [String: String], _ after: [String: String]) -> [String] {
  Set(before.keys).union(after.keys).sorted().compactMap { subject in
    switch (before[subject], after[subject]) {
    case (nil, let new?): "+ \(subject): \(new)"
    case (_?, nil): "- \(subject)"
    case (let old?, let new?): old == new ? nil : "~ \(subject): \(new)"
    case (nil, nil): nil
    }
  }
}

private func pluginState(_ view: PluginView) -> String {
  view.phase == "ready" && view.health != "ready" ? "ready, \(view.health)" : view.phase
}

private func facts(_ snapshot: AgentSnapshot) -> [String: String] {
  var facts: [String: String] = [:]
  for view in snapshot.stations {
    facts["station \(view.number)"] = "\(view.name), \(view.stateReason); \(view.licenseReason)"
  }
  for view in snapshot.candidates {
    facts["candidate \(view.key)"] = "\(view.label), \(view.stateReason)"
  }
  for view in snapshot.packs {
    facts["pack \(view.id)"] = "\(view.used) of \(view.count) in use, \(view.state)"
  }
  for view in snapshot.notices { facts["notice \(view.id)"] = "\(view.summary) (\(view.stage))" }
  for view in snapshot.plugins { facts["plugin \(view.name)"] = pluginState(view) }
  for view in snapshot.desktops {
    let user = view.user.map { ", used by " + clean($0, limit: 60) } ?? ""
    facts["desktop \(view.word)"] = view.state + (view.stale ? ", stale" : "") + user
  }
  for view in snapshot.sessions {
    let place = view.station.map { ", at station \($0)" } ?? ""
    facts["session \(clean(view.id))"] =
      clean(view.user, limit: 60) + place + (view.active ? "" : ", in the background")
  }
  return facts
}
