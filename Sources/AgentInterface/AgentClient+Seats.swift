public import DBus

/// logind's seats for physical stations.
extension AgentClient {
  /// What is so, and what would be done; by number.
  public func seatPlan() async throws(DBusError) -> [SeatLine] {
    try await seats("SeatPlan", [])
  }

  /// Attaches these, or all; takes up to 20 seconds.
  public func applySeats(_ numbers: [Int]) async throws(DBusError) -> [SeatLine] {
    try await seats("ApplySeats", [list(numbers)])
  }

  /// Takes back what the agent attached for these, or all of it; takes up to 20 seconds.
  public func releaseSeats(_ numbers: [Int]) async throws(DBusError) -> [SeatLine] {
    try await seats("ReleaseSeats", [list(numbers)])
  }

  private func list(_ numbers: [Int]) -> Value {
    .array(of: "u", numbers.map { .uint32(UInt32(clamping: $0)) })
  }

  private func seats(
    _ method: String, _ arguments: [Value]
  ) async throws(DBusError) -> [SeatLine] {
    let answer = try await bus.call(
      BusName.agent, BusName.root, BusName.manager, method, arguments,
      timeoutMilliseconds: 60_000)
    guard let list = answer.first?.asList else { throw .otherVersion }
    return list.compactMap { SeatLine($0) }
  }
}
