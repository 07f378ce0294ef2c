import DBus
import EventLoop
import RigKit

@testable import Seats

/// A watch, and a wait for what it sees.
final class Watched: Sendable {
  let watch: SessionWatch
  private let changes: AsyncStream<Void>

  init(_ desk: Desk, patience: Patience = Patience()) async throws {
    let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.changes = changes
    watch = SessionWatch(loop: desk.loop, bus: try await desk.connect(), patience: patience) {
      change.yield()
    }
  }

  /// Waits for a picture, and for remarks if they matter; throws with the last one after 20 s.
  @discardableResult
  func see(
    _ what: String, until condition: @Sendable @escaping (SessionPicture, [String]) -> Bool
  ) async throws -> SessionPicture {
    let (watch, changes) = (watch, changes)
    return try await withThrowingTaskGroup(of: SessionPicture.self) { group in
      group.addTask {
        if let picture = await watch.ifSeen(condition) { return picture }
        for await _ in changes {
          if let picture = await watch.ifSeen(condition) { return picture }
        }
        throw RigError("not seen: \(what)")
      }
      group.addTask {
        try await Task.sleep(for: .seconds(20))
        throw RigError("not seen within 20 s: \(what); \(await watch.picture)")
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw RigError("not seen: \(what)") }
      return result
    }
  }

  /// Waits until exactly these sit there: user and seat, in the order of the session ids.
  func see(_ expected: [(String, String?)]) async throws {
    let texts = expected.map { "\($0.0)@\($0.1 ?? "-")" }
    try await see("\(texts)") { picture, _ in
      guard case .known(let signIns) = picture else { return false }
      return signIns.map { "\($0.user)@\($0.seat ?? "-")" } == texts
    }
  }

  /// Waits until nothing is known, and returns why.
  func seeUnknown(_ words: String) async throws {
    try await see("unknown: \(words)") { picture, _ in
      if case .unknown(let why) = picture { why.contains(words) } else { false }
    }
  }
}

extension SessionWatch {
  fileprivate func ifSeen(
    _ condition: @Sendable (SessionPicture, [String]) -> Bool
  ) -> SessionPicture? {
    condition(picture, remarks) ? picture : nil
  }
}
