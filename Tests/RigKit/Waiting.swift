public import AgentInterface
public import DBus
import Glibc

/// Waits until the agent shows what is wanted, looking again only when it says that it changed.
///
/// Returns the snapshot that satisfied `condition`; throws after `seconds` with the last one seen.
@discardableResult
public func waitForAgent(
  _ bus: Connection, _ what: String, seconds: Int64 = 20,
  until condition: @Sendable @escaping (AgentSnapshot) -> Bool
) async throws -> AgentSnapshot {
  let client = AgentClient(bus)
  let changes = try await client.changes()
  return try await withThrowingTaskGroup(of: AgentSnapshot.self) { group in
    group.addTask {
      if let first = try? await client.snapshot(), condition(first) { return first }
      for await _ in changes {
        if let next = try? await client.snapshot(), condition(next) { return next }
      }
      throw RigError("not seen: \(what)")
    }
    group.addTask {
      try await Task.sleep(for: .seconds(seconds))
      let last = try? await client.snapshot()
      throw RigError("not seen within \(seconds) s: \(what)\n\(last.map(digest) ?? "no agent")")
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw RigError("not seen: \(what)") }
    return result
  }
}

/// Waits until nobody owns the agent's name any more.
public func waitUntilAgentIsGone(_ bus: Connection, seconds: Int = 10) async throws {
  let deadline = SuspendingClock.now + .seconds(seconds)
  repeat {
    do throws(DBusError) {
      _ = try await AgentClient(bus).snapshot()
    } catch {
      return
    }
    poll(nil, 0, 5)
  } while SuspendingClock.now < deadline
  throw RigError("the agent is still on the bus")
}

/// Waits for something that no event announces (a process that starts, a line in a file).
public func waitUntil(
  _ what: String, seconds: Int = 20, _ condition: () throws -> Bool
) throws {
  let deadline = SuspendingClock.now + .seconds(seconds)
  while true {
    // The last look is after the deadline: a look that takes long is not the only one.
    let isLast = SuspendingClock.now >= deadline
    if try condition() { return }
    if isLast { break }
    poll(nil, 0, 5)
  }
  throw RigError("not seen within \(seconds) s: \(what)")
}

/// What a failed wait says about the agent's last state.
private func digest(_ snapshot: AgentSnapshot) -> String {
  let stations = snapshot.stations.map {
    "station \($0.number) \($0.key): \($0.stateReason); \($0.license) \($0.cause ?? "")"
  }
  let candidates = snapshot.candidates.map { "candidate \($0.key): \($0.stateReason)" }
  let notices = snapshot.notices.map {
    "notice \($0.id): \($0.stage), told \($0.told.count), not reached "
      + "\($0.undelivered.map { "\($0.user): \($0.why)" })"
  }
  return (stations + candidates + notices).joined(separator: "\n")
}
