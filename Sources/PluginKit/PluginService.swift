import PluginProtocol
import StationModel

/// The plugin's side of the contract, apart from the descriptors that it is spoken on.
struct PluginService<Provider: DesktopProvider>: Sendable {
  let provider: Provider
  var surroundings = Surroundings.current

  /// Serves until `input` ends (0), or the provider or `write` gives up (1). `write` takes one
  /// line and says whether somebody reads.
  func serve(
    input: AsyncStream<[UInt8]>, write: @escaping @Sendable ([UInt8]) async -> Bool
  ) async -> Int32 {
    let desk = AnswerDesk(name: provider.name, version: provider.version)
    return await withTaskGroup(of: Int32.self) { group in
      group.addTask {
        var reader = LineReader()
        for await piece in input {
          for element in reader.feed(piece) { await receive(element, desk) }
        }
        return 0
      }
      group.addTask {
        do {
          for try await list in provider.desktops(in: surroundings) { await desk.update(list) }
          if !Task.isCancelled { PluginLog.write(.error, "the list of desktops ended") }
        } catch is CancellationError {
        } catch {
          PluginLog.write(.error, String(describing: error))
        }
        return 1
      }
      group.addTask {
        while let line = await desk.nextLine() {
          guard await write(line) else { break }
        }
        return 1
      }
      let status = await group.next() ?? 1
      group.cancelAll()
      return status
    }
  }

  private func receive(_ element: LineReader.Element, _ desk: AnswerDesk) async {
    switch element {
    case .line(let line):
      guard !line.isEmpty else { return }
      if let keep = await desk.receive(line) { await provider.keep(keep) }
    case .tooLong:
      await desk.refuse(PluginError(.invalidRequest, "the line is longer than the limit"))
    }
  }
}
