import AgentInterface
import Configuration
import DBus
import Enrollment
import Ledger
import LicenseFiles
import StationModel
import Topology
import Udev

/// What callers may ask for. Each answers when the change is durable, and the state that follows
/// from it is on the bus.
extension Agent {
  func answer(_ call: Call) async throws -> [Value] {
    do throws(AgentError) {
      // What only looks, and what everybody may do, has nobody who asks.
      guard let user = try await authorize(call) else { return try await answerReading(call) }
      switch (call.interface, call.member) {
      case (BusName.licensing, _): return try await answerPool(call, by: user)
      case (BusName.desktop, _): return try await answerDesktop(call, by: user)
      case (BusName.plugin, _): return try await answerPlugin(call, by: user)
      case (BusName.station, "Rename"):
        try rename(try station(at: call.path), try text(call), by: user)
      case (BusName.station, "BindDisplay"):
        try bind(try station(at: call.path), try text(call), by: user)
      case (BusName.station, "Forget"): try forget(try station(at: call.path), by: user)
      case (BusName.station, "SetPriority"):
        try setPriority(try station(at: call.path), call.arguments.first?.asInt, by: user)
      case (BusName.station, "SetLabels"):
        try setLabels(try station(at: call.path), call.arguments.first?.asStrings, by: user)
      case (BusName.station, "MovedTo"):
        try moved(try station(at: call.path), to: try text(call), by: user)
      case (BusName.station, "Ignore"): try ignore(try station(at: call.path), by: user)
      case (BusName.manager, "SetMaintenance"): try setMaintenance(call, by: user)
      case (BusName.manager, "Mute"): try mute(call, by: user)
      case (BusName.manager, "Unmute"): try unmute(call, by: user)
      case (BusName.manager, "ApplySeats"): return [SeatLine.value(try await applySeats(call))]
      case (BusName.manager, "ReleaseSeats"):
        return [SeatLine.value(try await releaseSeats(call))]
      case (BusName.station, "Disable"):
        try disable(try station(at: call.path), try text(call), by: user)
      case (BusName.station, "Enable"): try enable(try station(at: call.path), by: user)
      case (BusName.station, "Identify"):
        return [.string(try await identify(try station(at: call.path)))]
      case (BusName.manager, "Remap"):
        return [try remap(call.arguments.first?.asBool, by: user)]
      case (BusName.candidate, "Ignore"): try ignore(try candidate(at: call.path), by: user)
      case (BusName.station, "PowerCycle"):
        return try await powerCycle(try subject(station: call.path), by: user).values
      case (BusName.candidate, "PowerCycle"):
        return try await powerCycle(try subject(candidate: call.path), by: user).values
      case (BusName.candidate, "Enroll"):
        return [try enroll(try candidate(at: call.path), display: nil, by: user)]
      case (BusName.candidate, "BindDisplay"):
        return [try enroll(try candidate(at: call.path), display: try text(call), by: user)]
      default:
        throw unknownMethod(call)
      }
      return []
    } catch {
      throw error.onTheBus
    }
  }

  private func answerReading(_ call: Call) async throws(AgentError) -> [Value] {
    switch (call.interface, call.member) {
    case (BusName.station, "Explain"): return [explanation(of: try station(at: call.path))]
    case (BusName.candidate, "Explain"): return [devices(of: try candidate(at: call.path).key)]
    case (BusName.manager, "Devices"): return [devices()]
    case (BusName.manager, "Remap"): return [try remap(false, by: nil)]
    case (BusName.manager, "Doctor"): return [doctor()]
    case (BusName.manager, "Configuration"): return [configurationValues()]
    case (BusName.manager, "SeatPlan"): return [SeatLine.value(seatPlan())]
    case (BusName.manager, "MaySignIn"): return try await maySignIn(call)
    case (BusName.station, "Identified"):
      try await identified(try station(at: call.path), call)
      return []
    case (BusName.manager, "Attend"):
      try await attend(call)
      return []
    case (BusName.notice, "Report"):
      try await report(call)
      return []
    case (BusName.licensing, _): return try await answerPool(call, by: nil)
    case (BusName.station, "PowerCycle"):
      return try powerPlan(try subject(station: call.path)).values
    case (BusName.candidate, "PowerCycle"):
      return try powerPlan(try subject(candidate: call.path)).values
    default: throw unknownMethod(call)
    }
  }

  // MARK: Stations

  private func rename(_ record: Enrolled, _ text: String, by user: Int) throws(AgentError) {
    let name = Label.clean(text, limit: 65)
    guard name == text, !name.isEmpty, name.count <= 64 else {
      throw AgentError(
        .badArgument, "That is no name for a station.",
        nextStep: "Take 1 to 64 characters, without control characters and spare spaces.")
    }
    var record = record
    record.name = name
    try apply([.station(record, event: .renamed)], by: user)
  }

  private func bind(_ record: Enrolled, _ display: String, by user: Int) throws(AgentError) {
    guard record.kind == .physical else {
      throw AgentError(
        .badArgument, "Station \(record.number) is \(record.kind.words).",
        nextStep: "A display can be bound to a physical station.")
    }
    var record = record
    record.binding = try place(of: display, for: record.key)
    try apply([.station(record, event: .bound)], by: user)
  }

  /// Makes a candidate a station, with a display if one is named.
  private func enroll(
    _ candidate: Candidate, display: String?, by user: Int
  ) throws(AgentError) -> Value {
    guard candidate.kind == .physical else {
      throw AgentError(
        .badArgument, "The host becomes a station by itself.",
        nextStep: "See 'host-counts' in the configuration.")
    }
    // With a display of its own it may be taken: then somebody has said which desk it is.
    if candidate.isHosts, display == nil {
      throw AgentError(
        .badArgument,
        "The host has no keyboard but those on hubs, and one is on the hub at \(candidate.key).",
        nextStep: "Give the hub a display: stationctl station bind \(candidate.key) DISPLAY. "
          + "Or plug a keyboard into the computer itself first.")
    }
    var binding: DisplayPlace?
    if let display { binding = try place(of: display, for: candidate.key) }
    let number = freeNumber
    let record = Enrolled(
      key: candidate.key, number: number, name: "Station \(number)", kind: .physical,
      enrolledAt: clock.now, binding: binding, marks: candidate.marks)
    try apply([.station(record, event: .enrolled)] + heeding(candidate.key), by: user)
    return .path(BusName.path("station", String(number)))
  }

  /// The lowest, as the roster gives it.
  var freeNumber: Int {
    let taken = Set(book.enrolled.map(\.number))
    return (1...).first { !taken.contains($0) } ?? taken.count + 1
  }

  private func forget(_ record: Enrolled, by user: Int) throws(AgentError) {
    if record.key.isDesktop { return try forget(desktop: record, by: user) }
    // The roster says more than the record.
    let station = plan?.roster.stations.first { $0.key == record.key }
    var isAway = record.absentSince != nil
    switch station?.presence {
    case .absent, .away: isAway = true
    default: break
    }
    guard isAway else {
      throw AgentError(
        .stationPresent, "Station \(record.number) is still there.",
        nextStep: "Unplug it first, or it would come back at once. "
          + "To leave what is there alone: stationctl station ignore \(record.number)")
    }
    try apply([.forget(record.key)], by: user)
  }

  /// One that does not run stays away until it does; one that is assigned is kept.
  private func forget(desktop record: Enrolled, by user: Int) throws(AgentError) {
    let found = pluginDesk.desktop(record.key)
    if let desktop = found?.desktop, found?.freshness != .lost, !desktop.isTemplate {
      let word = record.key.desktop.map { $0.plugin + "/" + $0.id } ?? record.key.text
      if let place = desktop.station, book.enrolled.contains(where: { $0.key == place }) {
        throw AgentError(
          .stationPresent, "Station \(record.number) is a desktop that is assigned to a station.",
          nextStep: "Unassign it first: stationctl desktop unassign \(word)")
      }
      guard desktop.state == .stopped || desktop.state == .failed else {
        throw AgentError(
          .stationPresent, "Station \(record.number) is still there: its desktop runs.",
          nextStep: "Stop it first: stationctl desktop stop \(word)")
      }
    }
    try apply([.forget(record.key)], by: user)
  }

  // MARK: Finding and doing

  /// Commits, then looks again, so that the caller sees what follows.
  func apply(_ changes: [Change], by user: Int) throws(AgentError) {
    do throws(LedgerError) {
      try commit(changes, by: user)
    } catch {
      throw failed(error)
    }
    look()
  }

  func unknownMethod(_ call: Call) -> AgentError {
    AgentError(
      .badArgument, "There is no method \(call.member).",
      nextStep: "See what there is with: busctl introspect org.stationmaster1 \(call.path)")
  }

  func text(_ call: Call) throws(AgentError) -> String {
    guard let text = call.arguments.first?.asString else {
      throw AgentError(
        .badArgument, "\(call.member) needs a text.",
        nextStep: "See its arguments with: busctl introspect org.stationmaster1 \(call.path)")
    }
    return text
  }

  func station(at path: String) throws(AgentError) -> Enrolled {
    guard
      let record = book.enrolled.first(where: {
        BusName.path("station", String($0.number)) == path
      })
    else {
      throw AgentError(
        .noSuchStation, "There is no such station.",
        nextStep: "See what there is with: stationctl stations")
    }
    return record
  }

  func candidate(at path: String) throws(AgentError) -> Candidate {
    guard
      let candidate = plan?.roster.candidates.first(where: {
        BusName.path("candidate", $0.key.text) == path
      })
    else {
      throw AgentError(
        .noSuchCandidate, "There is no such candidate now.",
        nextStep: "See what there is with: stationctl stations")
    }
    return candidate
  }
}
