import Glibc
import PluginKit
import PluginProtocol

/// Virtual desktops through libvirt.
struct LibvirtProvider: DesktopProvider {
  let name = "libvirt"
  let version = "1.0"
  let capabilities: Set<Contract.Capability> = [.power, .assign, .clone]

  private let watch: DesktopWatch
  private let desk: OperationDesk
  let hands = Hands()
  private let line = Line()
  private let assignments = Assignments()

  init(
    settings: Settings, connecting: Duration = .seconds(5),
    patience: Duration = OperationDesk.usualPatience
  ) {
    desk = OperationDesk(
      settings: settings, line: line, hands: hands, assignments: assignments, patience: patience)
    watch = DesktopWatch(
      settings: settings, line: line, hands: hands, assignments: assignments, connecting: connecting
    )
  }

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    // A user's own libvirtd is started by the library, as a child of whoever asks first. It serves
    // others too and must not end with the plugin, which is what the agent does with all that has this
    // in its environment (docs/plugins.md, "Life").
    unsetenv(Contract.Variable.state)
    return AsyncThrowingStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let task = Task {
        await watch.run { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// Only notes it: libvirt may not be there yet, and what the host says next must not wait for it.
  func keep(_ ids: Set<String>) async {
    assignments.keepOnly(ids)
    line.current?.news.runErrand()
  }

  func perform(_ operation: Operation) async throws(PluginError) {
    try await desk.perform(operation)
  }
}
