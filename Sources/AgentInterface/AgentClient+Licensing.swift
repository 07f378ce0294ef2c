public import DBus
import StationModel

/// The license pool. What changes something returns when the change is durable; with `isDry` nothing is
/// changed, and the answer says which stations would have another license state.
extension AgentClient {
  public func addPack(_ token: String) async throws(DBusError) {
    _ = try await onPool("AddPack", [.string(token)])
  }

  /// - Parameter licenses: how many of its licenses; nil takes the whole pack out.
  public func removePack(
    _ id: String, licenses: Int?, isDry: Bool
  ) async throws(DBusError) -> [StateLine] {
    try lines(
      try await onPool(
        "RemovePack",
        [.string(id), .uint32(UInt32(clamping: licenses ?? 0)), .bool(isDry)]))
  }

  /// - Parameter kind: device or user.
  public func convertPack(
    _ id: String, licenses: Int, to kind: String, isDry: Bool
  ) async throws(DBusError) -> [StateLine] {
    try lines(
      try await onPool(
        "ConvertPack",
        [.string(id), .uint32(UInt32(clamping: licenses)), .string(kind), .bool(isDry)]))
  }

  public func setMode(_ mode: String, isDry: Bool = false) async throws(DBusError) -> [StateLine] {
    try lines(try await onPool("SetMode", [.string(mode), .bool(isDry)]))
  }

  public func reserve(
    _ label: String, kind: String, least: Int, most: Int?, isDry: Bool
  ) async throws(DBusError) -> [StateLine] {
    try lines(
      try await onPool(
        "Reserve",
        [
          .string(label), .string(kind), .uint32(UInt32(clamping: least)),
          .int32(Int32(clamping: most ?? -1)), .bool(isDry),
        ]))
  }

  public func unreserve(_ label: String, isDry: Bool) async throws(DBusError) -> [StateLine] {
    try lines(try await onPool("Unreserve", [.string(label), .bool(isDry)]))
  }

  /// - Parameter holder: `station/<key>` or `user/<name>`.
  /// - Returns: until when it stands revoked, and what becomes of the stations.
  public func revoke(
    _ holder: String, isDry: Bool
  ) async throws(DBusError) -> (until: WireTime?, stations: [StateLine]) {
    let answer = try await onPool("Revoke", [.string(holder), .bool(isDry)])
    return (
      answer.first?.asInt.flatMap { WireTime(milliseconds: $0) },
      try lines(Array(answer.dropFirst()))
    )
  }

  /// - Parameter subject: `host` or `station/<key>`.
  /// - Returns: the new end.
  public func extendGrace(
    _ subject: String, days: Int, reason: String
  ) async throws(DBusError) -> WireTime? {
    try await onPool(
      "ExtendGrace",
      [.string(subject), .uint32(UInt32(clamping: days)), .string(reason)]
    ).first?.asInt.flatMap { WireTime(milliseconds: $0) }
  }

  /// Takes the computer's clock as right after it jumped ahead. Returns by how many milliseconds
  /// everything that runs was moved along.
  public func acceptClock() async throws(DBusError) -> Int {
    guard let moved = try await onPool("AcceptClock").first?.asInt else { throw .otherVersion }
    return moved
  }

  // MARK: The ledger

  /// Reads the whole ledger again. Takes a while where there is much.
  public func audit() async throws(DBusError) -> (isIntact: Bool, rows: Int, words: String) {
    let answer = try await onPool("Audit", timeoutMilliseconds: Self.patience)
    guard answer.count == 3, let isIntact = answer[0].asBool, let rows = answer[1].asInt,
      let words = answer[2].asString
    else { throw .otherVersion }
    return (isIntact, rows, words)
  }

  /// Makes a copy of the ledger in the agent's own folder and returns its path.
  public func backup() async throws(DBusError) -> String {
    guard
      let file = try await onPool("Backup", timeoutMilliseconds: Self.patience).first?.asString
    else { throw .otherVersion }
    return file
  }

  public func backups() async throws(DBusError) -> [BackupView] {
    let answer = try await onPool("Backups", timeoutMilliseconds: Self.patience)
    guard let list = answer.first?.asList else { throw .otherVersion }
    return list.compactMap(BackupView.init)
  }

  /// - Parameter file: the name of a file in the agent's folder of backups.
  public func restore(_ file: String) async throws(DBusError) -> String {
    try await onPool("Restore", [.string(file)], timeoutMilliseconds: Self.patience)
      .first?.asString ?? ""
  }

  // MARK: Figures

  /// - Parameters:
  ///   - period: day, month or all.
  ///   - by: none, pack, label, user or station.
  public func report(
    from: WireTime, to: WireTime, period: String, by: String
  ) async throws(DBusError) -> UsageAnswer {
    let answer = try await onPool(
      "Report",
      [
        .int64(from.time.milliseconds), .int64(to.time.milliseconds), .string(period),
        .string(by),
      ], timeoutMilliseconds: Self.patience)
    guard let usage = UsageAnswer(answer) else { throw .otherVersion }
    return usage
  }

  /// When licenses run out at the present trend.
  public func forecast() async throws(DBusError) -> ForecastAnswer {
    let answer = try await onPool("Forecast", timeoutMilliseconds: Self.patience)
    guard let forecast = ForecastAnswer(answer) else { throw .otherVersion }
    return forecast
  }

  private func onPool(
    _ method: String, _ arguments: [Value] = [], timeoutMilliseconds: UInt64 = 25_000
  ) async throws(DBusError) -> [Value] {
    try await call(
      BusName.root, BusName.licensing, method, arguments,
      timeoutMilliseconds: timeoutMilliseconds)
  }

  /// A station that is dropped would look like one that does not change.
  private func lines(_ answer: [Value]) throws(DBusError) -> [StateLine] {
    guard let list = answer.first?.asList else { throw .otherVersion }
    let lines = list.compactMap(StateLine.init)
    guard lines.count == list.count else { throw .otherVersion }
    return lines
  }

  /// A history of many years is read in minutes.
  private static let patience: UInt64 = 600_000
}

extension DBusError {
  static let otherVersion = DBusError(
    name: "org.freedesktop.DBus.Error.InvalidArgs",
    message: "the agent's answer is of another version than this program")
}
