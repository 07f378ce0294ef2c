import PluginProtocol
import StationModel

/// What a plugin may write, as the host reads it: the first byte is how the stream is cut.
func hearPlugin(_ bytes: [UInt8]) {
  guard let cut = bytes.first else { return }
  let stream = Array(bytes.dropFirst())
  let limit = 1024
  var whole = LineReader(limit: limit)
  let elements = whole.feed(stream)
  var reader = LineReader(limit: limit)
  var pieces: [LineReader.Element] = []
  for start in stride(from: 0, to: stream.count, by: Int(cut) + 1) {
    pieces += reader.feed(Array(stream[start..<min(stream.count, start + Int(cut) + 1)]))
    require(reader.held <= limit)
  }
  require(pieces == elements)
  require(reader.finish() == whole.finish())
  for case .line(let line) in elements {
    require(line.count <= limit)
    readMessage(line)
    readManifest(line)
  }
  // Longer than the lines above, and over several of them, as manifests are.
  readMessage(stream)
  readManifest(stream)
}

private func readMessage(_ line: [UInt8]) {
  let message: Message
  do throws(PluginError) {
    message = try Message(line: line)
  } catch {
    return requireSentence(error)
  }
  switch message.kind {
  case .request(_, let method), .notification(let method):
    attempt { () throws(PluginError) in
      try requireSame(try message.params(as: DesktopSnapshot.self))
    }
    attempt { () throws(PluginError) in
      let params = try message.params(as: OperationParams.self)
      guard let method = Contract.Method(rawValue: method) else { return }
      let operation = try params.asked(by: method)
      require(try OperationParams(operation).asked(by: operation.method) == operation)
    }
    attempt { () throws(PluginError) in _ = try message.params(as: InitializeParams.self) }
    attempt { () throws(PluginError) in _ = try message.params(as: GCParams.self) }
    attempt { () throws(PluginError) in _ = try message.params(as: CancelParams.self) }
  case .result:
    attempt { () throws(PluginError) in
      try requireSame(try message.result(as: DesktopSnapshot.self))
    }
    attempt { () throws(PluginError) in _ = try message.result(as: InitializeResult.self) }
  case .failure(_, let error):
    requireSentence(error)
    require(error.retryAfter.map { (1...3600).contains($0) } ?? true)
  }
}

/// What was read can be written, and is read as it was.
private func requireSame(_ snapshot: DesktopSnapshot) throws(PluginError) {
  attempt { () throws(PluginError) in try snapshot.report.check() }
  // Throws only for a line above the contract's limit.
  let line = try Message.notification(method: .desktopSnapshot, params: snapshot)
  let again = try? Message(line: Array(line.dropLast())).params(as: DesktopSnapshot.self)
  require(again == snapshot)
}

private func readManifest(_ bytes: [UInt8]) {
  do throws(PluginError) {
    let manifest = try Manifest(json: bytes)
    require(Manifest.isName(manifest.name) && !manifest.run.isEmpty)
    require(manifest.run.allSatisfy { !$0.utf8.contains(0) })
    if case .properties(let properties) = manifest.sandbox {
      require(properties.allSatisfy { $0.contains("=") })
    }
  } catch {
    requireSentence(error)
  }
}

private func attempt(_ body: () throws(PluginError) -> Void) {
  do throws(PluginError) { try body() } catch { requireSentence(error) }
}

/// Fit for one line of a log, however it came about.
private func requireSentence(_ error: PluginError) {
  require(!error.message.isEmpty || error.code.rawValue != PluginError.Code.parseError.rawValue)
  require(error.message.unicodeScalars.allSatisfy { PlainText.isHarmless($0) || $0 == "\t" })
}
