public import DBus

/// Telling people, and saying what came of it.
extension AgentClient {
  /// This program shows the caller's notices in this session from now on, until it leaves the bus.
  ///
  /// - Parameters:
  ///   - session: logind's id; empty if it is not known.
  ///   - trouble: why it can show nothing now, in English; empty if it can.
  public func attend(session: String, trouble: String) async throws(DBusError) {
    _ = try await call(
      BusName.root, BusName.manager, "Attend", [.string(session), .string(trouble)])
  }

  /// The caller was told this stage of the notice, or did something about it.
  ///
  /// - Parameters:
  ///   - way: desktop or command.
  ///   - state: shown, expired, dismissed, acted or later.
  public func report(
    _ notice: String, stage: String, way: String, state: String
  ) async throws(DBusError) {
    _ = try await call(
      BusName.path("notice", notice), BusName.notice, "Report",
      [.string(stage), .string(way), .string(state)])
  }

  /// - Parameter audience: administrators, people or everyone.
  public func mute(_ cause: String, audience: String, until: WireTime) async throws(DBusError) {
    _ = try await call(
      BusName.root, BusName.manager, "Mute",
      [.string(cause), .string(audience), WireTime.value(until)])
  }

  public func unmute(_ cause: String, audience: String) async throws(DBusError) {
    _ = try await call(
      BusName.root, BusName.manager, "Unmute", [.string(cause), .string(audience)])
  }
}
