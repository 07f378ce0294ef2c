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
    let desk = AnswerDesk(
      name: provider.name, version: provider.version, capabilities: provider.capabilities)
    let memory = OperationMemory(folder: surroundings.stateFolder)
    let room = OperationRoom(desk: desk, memory: memory) {
      [provider] operation throws(PluginError) in
      try await provider.perform(operation)
    }
    return await withTaskGroup(of: Int32.self) { group in
      group.addTask {
        var reader = LineReader()
        for await piece in input {
          for element in reader.feed(piece) { await receive(element, desk, room) }
        }
        return 0
      }
      group.addTask {
        do {
          for try await report in provider.desktops(in: surroundings) { await desk.update(report) }
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
      await room.cancelAll()
      return status
    }
  }

  private func receive(
    _ element: LineReader.Element, _ desk: AnswerDesk, _ room: OperationRoom
  ) async {
    switch element {
    case .line(let line):
      guard !line.isEmpty else { return }
      switch await desk.receive(line) {
      case .keep(let ids): await provider.keep(ids)
      case .perform(let operation, let id): await room.take(operation, answering: id)
      case .cancel(let id): await room.cancel(id)
      case nil: break
      }
    case .tooLong:
      await desk.refuse(
        PluginError(.invalidRequest, "the line is longer than the limit"), id: nil)
    }
  }
}
