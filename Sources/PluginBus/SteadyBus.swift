public import DBus
public import EventLoop
import PluginKit

/// A message bus that is connected to anew whenever it was lost.
public struct SteadyBus: Sendable {
  private let loop: Loop
  private let address: Connection.Address

  /// - Parameter address: of another bus than the system's.
  public init(loop: Loop, address: String? = nil) {
    self.loop = loop
    self.address = address.map(Connection.Address.other) ?? .system
  }

  /// Connects, and connects again, until the task is cancelled.
  ///
  /// - Parameters:
  ///   - onTrouble: is told in a sentence that there is no bus now, and why.
  ///   - serve: works with one connection, and returns when that is lost: see
  ///     `Connection.untilLost()`.
  public func run(
    onTrouble: @Sendable (String) async -> Void, serve: @Sendable (Connection) async -> Void
  ) async {
    var pause = BackOff(first: .milliseconds(250), last: .seconds(60))
    while !Task.isCancelled {
      let bus = Connection(loop: loop)
      do throws(DBusError) {
        try await bus.connect(to: address)
        let began = ContinuousClock.now
        await serve(bus)
        // One that is lost at once is no better than one that cannot be reached.
        if ContinuousClock.now - began > .seconds(10) { pause.reset() }
        await onTrouble("The message bus has gone away; trying again.")
      } catch {
        await onTrouble("The message bus cannot be reached, trying again: \(error)")
      }
      await bus.close()
      try? await Task.sleep(for: pause.next())
    }
  }
}
