import PluginBus
import PluginKit
import PluginProtocol

/// Serves the systemd-nspawn containers that machined knows.
struct MachinesProvider: DesktopProvider {
  let name = "machines"
  let version = "1.0"
  let capabilities: Set<Contract.Capability> = [.power, .assign, .clone]
  let room: MachineRoom

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    .reports(whySlow: "systemd-machined has not answered yet.") { await room.run($0) }
  }

  func keep(_ ids: Set<String>) async { await room.keep(ids) }

  func perform(_ operation: Operation) async throws(PluginError) {
    switch operation.action {
    case .start: try await room.start(operation.desktop)
    case .stop(let isForced): try await room.stop(operation.desktop, isForced: isForced)
    case .assign(let station): try await room.assign(operation.desktop, to: station)
    case .unassign: try await room.unassign(operation.desktop)
    }
  }
}
