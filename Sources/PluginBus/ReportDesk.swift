import PluginKit
public import PluginProtocol
import StationModel
import Synchronization

/// Where a provider puts its reports, in their order.
public final class ReportDesk: Sendable {
  private let continuation: AsyncThrowingStream<DesktopReport, any Error>.Continuation
  private let hasSpoken = Atomic(false)

  init(_ continuation: AsyncThrowingStream<DesktopReport, any Error>.Continuation) {
    self.continuation = continuation
  }

  public func say(_ report: DesktopReport) {
    hasSpoken.store(true, ordering: .relaxed)
    continuation.yield(report)
  }

  /// It does not work now: nothing is known of the desktops, which is not the same as none.
  public func fail(_ why: String) {
    say(DesktopReport(health: .sentence(.failed, why), desktops: nil))
  }

  func sayIfSilent(_ report: DesktopReport) {
    if !hasSpoken.load(ordering: .relaxed) { say(report) }
  }
}

extension AsyncThrowingStream where Element == DesktopReport, Failure == any Error {
  /// What `body` says until the stream is dropped; it ends with `body`.
  ///
  /// The host waits for 10 s only: if `body` says nothing for 5 s, then this says that the plugin is
  /// starting, and why it takes so long.
  public static func reports(
    whySlow: String, _ body: @escaping @Sendable (ReportDesk) async throws -> Void
  ) -> Self {
    AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let desk = ReportDesk(continuation)
      let work = Task {
        do {
          try await body(desk)
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      let promise = Task {
        try await Task.sleep(for: .seconds(5))
        desk.sayIfSilent(DesktopReport(health: .sentence(.starting, whySlow), desktops: nil))
      }
      continuation.onTermination = { _ in
        work.cancel()
        promise.cancel()
      }
    }
  }
}
