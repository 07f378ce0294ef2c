public import DBus

/// Stations that are closed, and maintenance.
extension AgentClient {
  /// Nobody new may sign in there; the message, which may be empty, is for who tries.
  public func disable(_ number: Int, message: String) async throws(DBusError) {
    _ = try await call(
      BusName.path("station", String(number)), BusName.station, "Disable", [.string(message)])
  }

  public func enable(_ number: Int) async throws(DBusError) {
    _ = try await call(BusName.path("station", String(number)), BusName.station, "Enable")
  }

  /// - Parameter until: when it ends by itself; nil if only by command.
  public func beginMaintenance(until: WireTime?) async throws(DBusError) {
    _ = try await call(
      BusName.root, BusName.manager, "SetMaintenance", [.bool(true), WireTime.value(until)])
  }

  public func endMaintenance() async throws(DBusError) {
    _ = try await call(
      BusName.root, BusName.manager, "SetMaintenance", [.bool(false), .int64(-1)])
  }
}
