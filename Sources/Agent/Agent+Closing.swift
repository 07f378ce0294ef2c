import AgentInterface
import DBus
import Ledger
import StationModel

/// Stations that nobody new may sign in at, and maintenance.
extension Agent {
  /// - Parameter user: who asks.
  func setMaintenance(_ call: Call, by user: Int) throws(AgentError) {
    guard call.arguments.count == 2, let isOn = call.arguments[0].asBool,
      let end = call.arguments[1].asInt
    else { throw unknownMethod(call) }
    guard isOn else {
      if book.maintenance != nil { _ = try perform([.maintenance(nil)], isDry: false, by: user) }
      return
    }
    let until = end == -1 ? nil : Timestamp(milliseconds: Int64(end))
    if let until, until <= clock.now {
      throw AgentError(
        .badArgument, "Maintenance cannot end at \(until.utcText): that is over.",
        nextStep: "Name a time to come: stationctl maintenance on --until 2h")
    }
    if let until, until > clock.now + Maintenance.longest {
      throw AgentError(
        .badArgument, "Maintenance lasts a year at most if its end is named.",
        nextStep: "Name an earlier end, or none: stationctl maintenance on")
    }
    let maintenance = Maintenance(since: book.maintenance?.since ?? clock.now, until: until)
    if maintenance == book.maintenance { return }
    _ = try perform([.maintenance(maintenance)], isDry: false, by: user)
  }

  /// It keeps its number, its name and its license; who is signed in stays so.
  func disable(_ record: Enrolled, _ message: String, by user: Int) throws(AgentError) {
    guard record.kind != .host else {
      throw AgentError(
        .badArgument,
        "Station \(record.number) is this computer itself, and its console always lets people in.",
        nextStep: "Disable another station: stationctl stations")
    }
    let words = Label.clean(message, limit: Disabled.longestMessage + 1)
    guard words.unicodeScalars.count <= Disabled.longestMessage else {
      throw AgentError(
        .badArgument, "The message is too long.",
        nextStep: "Take \(Disabled.longestMessage) characters at most.")
    }
    let disabled = Disabled(
      since: record.disabled?.since ?? clock.now, message: words.isEmpty ? nil : words)
    if disabled == record.disabled { return }
    var record = record
    record.disabled = disabled
    _ = try perform([.station(record, event: .disabled)], isDry: false, by: user)
  }

  func enable(_ record: Enrolled, by user: Int) throws(AgentError) {
    guard record.disabled != nil else { return }
    var record = record
    record.disabled = nil
    _ = try perform([.station(record, event: .enabled)], isDry: false, by: user)
  }

  /// A desktop that is disabled, or shown at a station that is, is not started.
  func checkOpen(_ found: FoundDesktop) throws(AgentError) {
    let closed = book.enrolled.first {
      $0.disabled != nil && ($0.key == found.key || $0.key == found.desktop.station)
    }
    guard let closed, let disabled = closed.disabled else { return }
    let who =
      closed.key == found.key
      ? "it is station \(closed.number) (\(closed.name)), which"
      : "it is shown at station "
        + "\(closed.number) (\(closed.name)), which"
    throw AgentError(
      .stationDisabled,
      "\(found.title) is not started: \(who) is disabled since \(disabled.since.utcText)"
        + (disabled.message.map { ": \(oneSentence($0))." } ?? "."),
      nextStep: "Enable it first: stationctl station enable \(closed.number)")
  }
}
