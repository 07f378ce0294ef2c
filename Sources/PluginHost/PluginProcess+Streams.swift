import PluginProtocol
import Subprocess

extension PluginProcess {
  /// How much is still read once the process is gone: a pipe holds no more than this, but a
  /// grandchild that escaped could go on for ever.
  private static let remnant = 1 << 20
  /// So many lines are taken in one go; then others have their turn.
  private static let turn = 64

  func readOutput(_ output: SubprocessOutputSequence) async {
    var reader = OutputReader()
    await read(output) { piece in
      let batch = piece.withUnsafeBytes { reader.feed($0) }
      // A line without end has no lines to count.
      var unasked = batch.leftOut + (batch.elements.isEmpty && reader.isSkipping ? 1 : 0)
      if batch.leftOut > 0 { await report.leftOut(batch.leftOut) }
      var rest = batch.elements[...]
      while !rest.isEmpty {
        unasked += await conversation.receive(rest.prefix(Self.turn))
        rest = rest.dropFirst(Self.turn)
        if !rest.isEmpty { await Task.yield() }
      }
      return unasked
    }
    if let rest = reader.finish() {
      await report.violation(
        "standard output ended within a line: " + PlainText.line(rest, limit: 80))
    }
    end.yield(.closed("closed its standard output"))
  }

  func readErrors(_ errors: SubprocessOutputSequence) async {
    var reader = LineReader(limit: 8192)
    await read(errors) { piece in
      let elements = reader.feed(piece.withUnsafeBytes { Array($0) })
      await report.standardError(elements)
      return elements.count
    }
    if let rest = reader.finish() { await report.standardError([.line(rest)]) }
  }

  /// Reads to the end. `take` says how many lines of a piece nobody asked for; when they are too
  /// many, reading slows down, and the pipe slows down who writes.
  private func read(
    _ stream: SubprocessOutputSequence,
    _ take: (_ piece: SubprocessOutputSequence.Buffer) async -> Int
  ) async {
    var meter = FloodMeter(limit: patience.floodLimit, window: patience.flood)
    let now = patience.stopwatch()
    var saidAt: Duration?
    var remnant = 0
    do {
      for try await piece in stream {
        let start = now()
        let isFlood = meter.took(await take(piece), at: start)
        if Task.isCancelled {
          remnant += piece.count
          if remnant > Self.remnant { break }
        } else if isFlood {
          if saidAt.map({ start - $0 > .seconds(1) }) ?? true {
            saidAt = start
            await board.flooded()
          }
          try? await patience.clock.sleep(for: FloodMeter.pause(after: now() - start))
        }
      }
    } catch {
      await report.log(.warning, "its output could not be read: \(error)")
    }
  }

  func writeLines(_ writer: StandardInputWriter) async {
    for await line in outgoing {
      let outcome = await patience.limit(patience.write) { () -> WriteOutcome? in
        do {
          return try await writer.write(line) == line.count ? .written : .closed
        } catch {
          return .closed
        }
      }
      switch outcome {
      case .written?: continue
      case nil: end.yield(.trouble("did not read its standard input within \(patience.write)"))
      case .closed?: end.yield(.closed("closed its standard input"))
      }
      return
    }
  }

  private enum WriteOutcome { case written, closed }
}
