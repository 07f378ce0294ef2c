// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let inSwiftSourcesFileProviderSwift = TemplateFile(
    path: "Sources/FileProvider.swift", isProgram: false,
    text: ##"""
import PluginKit
import PluginProtocol
import StationModel

/// Lists the desktops of `desktops.txt` beside the manifest, and follows it.
struct FileProvider: DesktopProvider {
  let name = "in-swift"
  let version = "1.0"
  let capabilities: Set<Contract.Capability> = [.power, .assign]
  private let list: String
  private let store: Store

  init(surroundings: Surroundings) {
    list = surroundings.configurationPath("desktops.txt")
    store = Store(path: (surroundings.stateFolder ?? ".") + "/state.json")
  }

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        // The store wakes us at each of its changes; the file is looked at every second.
        while !Task.isCancelled {
          continuation.yield(await report())
          await store.change(orAfter: .seconds(1))
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  func keep(_ ids: Set<String>) async { await store.keep(ids) }

  func perform(_ operation: Operation) async throws(PluginError) {
    let known: [DesktopFile.Line]
    do throws(ListTrouble) {
      known = try DesktopFile.read(list)
    } catch {
      throw PluginError(.unavailable, "the list of desktops cannot be read")
    }
    guard known.contains(where: { $0.id == operation.desktop }) else {
      throw PluginError(.noSuchDesktop, "there is no such desktop")
    }
    switch operation.action {
    // Yours: begin to start it, ask it to shut down.
    case .start: try await store.set(.running, operation.desktop)
    case .stop: try await store.set(.stopped, operation.desktop)
    case .assign(let station): try await store.assign(station.key, operation.desktop)
    case .unassign: try await store.assign(nil, operation.desktop)
    }
  }

  private func report() async -> DesktopReport {
    do throws(ListTrouble) {
      let lines = try DesktopFile.read(list)
      var desktops: [Desktop] = []
      for line in lines { desktops.append(await store.desktop(line.id, line.name)) }
      await store.remember(desktops)
      return DesktopReport(desktops: desktops)
    } catch {
      await store.complain(error.description)
      let why = "the list cannot be read: see the log"
      // The last good list stays while the new one is bad.
      guard let last = await store.last else {
        return DesktopReport(health: Health(.failed, why: why), desktops: nil)
      }
      return DesktopReport(health: Health(.degraded, why: why), desktops: last)
    }
  }
}

"""##)
}
