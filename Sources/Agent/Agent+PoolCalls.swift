import AgentInterface
import DBus
import Ledger
import StationModel

/// The methods of `org.stationmaster1.Licensing`.
extension Agent {
  /// - Parameter user: who asks; nil for what changes nothing.
  func answerPool(_ call: Call, by user: Int?) async throws(AgentError) -> [Value] {
    let words = Arguments(call)
    switch call.member {
    case "Audit": return try await audit()
    case "Backups": return [BackupView.list(try await backups())]
    case "Report":
      return try await report(
        from: words.time(0), to: words.time(1), period: try words.text(2), by: try words.text(3))
    case "Forecast": return try await forecast()
    default: break
    }
    let by = user ?? 0
    let isDry = user == nil
    switch call.member {
    case "AddPack": return [try addPack(try words.text(0), by: by)]
    case "RemovePack":
      return lines(
        try removePack(try words.text(0), licenses: words.count(1), isDry: isDry, by: by))
    case "ConvertPack":
      return lines(
        try convertPack(
          try words.text(0), licenses: words.count(1), to: try words.text(2), isDry: isDry, by: by))
    case "SetMode": return lines(try setMode(try words.text(0), isDry: isDry, by: by))
    case "Reserve":
      return lines(try reserve(try words.reservation(), isDry: isDry, by: by))
    case "Unreserve": return lines(try unreserve(try words.text(0), isDry: isDry, by: by))
    case "Revoke":
      let (until, stations) = try revoke(try words.text(0), isDry: isDry, by: by)
      return [.int64(until.milliseconds)] + lines(stations)
    case "ExtendGrace":
      let end = try extendGrace(
        try words.text(0), days: words.count(1), reason: try words.text(2), by: by)
      return [.int64(end.milliseconds)]
    case "AcceptClock": return [.int64(try acceptClock(by: by).milliseconds)]
    case "Backup": return [.string(try await backup())]
    case "Restore": return [.string(try await restore(try words.text(0), by: by))]
    default: throw unknownMethod(call)
    }
  }

  private func lines(_ lines: [StateLine]) -> [Value] { [StateLine.value(lines)] }
}

/// A call's arguments. Their types were checked by the bus; their values were not.
private struct Arguments {
  let call: Call

  init(_ call: Call) { self.call = call }

  func text(_ index: Int) throws(AgentError) -> String {
    guard call.arguments.indices.contains(index), let text = call.arguments[index].asString else {
      throw AgentError(
        .badArgument, "\(call.member) needs a text.",
        nextStep: "See its arguments with: busctl introspect org.stationmaster1 \(call.path)")
    }
    return text
  }

  func count(_ index: Int) -> Int {
    call.arguments.indices.contains(index) ? max(0, call.arguments[index].asInt ?? 0) : 0
  }

  func time(_ index: Int) -> Timestamp {
    Timestamp(
      milliseconds: Int64(
        call.arguments.indices.contains(index) ? call.arguments[index].asInt ?? 0 : 0))
  }

  func reservation() throws(AgentError) -> Reservation {
    let kind = try text(1)
    guard let stations = StationKind(rawValue: kind) else {
      throw AgentError(
        .badArgument, "There is no kind of station '\(Label.clean(kind, limit: 60))'.",
        nextStep: "The kinds are: \(StationKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let most = call.arguments.indices.contains(3) ? call.arguments[3].asInt ?? -1 : -1
    return Reservation(
      label: try text(0), kind: stations, least: count(2), most: most < 0 ? nil : most)
  }
}
