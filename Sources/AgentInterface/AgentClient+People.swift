public import DBus

/// Showing which station is which.
extension AgentClient {
  /// Returns how the station shows it: notification, console or lights.
  public func identify(_ number: Int) async throws(DBusError) -> String {
    guard let how = try await onStation(number, "Identify").first?.asString else {
      throw .otherVersion
    }
    return how
  }

  /// A session agent says that it shows it.
  public func identified(_ number: Int) async throws(DBusError) {
    _ = try await onStation(number, "Identified")
  }
}
