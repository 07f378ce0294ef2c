import PluginProtocol
import StationModel

extension Conversation {
  /// Takes what the plugin wrote on its standard output. Returns how much of it nobody asked for.
  func receive(_ elements: some Sequence<LineReader.Element> & Sendable) async -> Int {
    var unasked = 0
    for element in elements where await !isAnswer(element) { unasked += 1 }
    return unasked
  }

  /// Takes one line. True if it answers a question.
  private func isAnswer(_ element: LineReader.Element) async -> Bool {
    switch element {
    case .tooLong(let beginning):
      await report.violation(
        "a line of more than \(Contract.lineLimit) bytes on standard output, beginning: "
          + PlainText.line(beginning, limit: 80))
    case .line(let line):
      guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { return false }
      do throws(PluginError) {
        return await isAnswer(try Message(line: line))
      } catch {
        await report.violation(
          "standard output is for the protocol only: " + error.message + ": "
            + PlainText.line(line, limit: 80))
      }
    }
    return false
  }

  private func isAnswer(_ message: Message) async -> Bool {
    switch message.kind {
    case .notification(Contract.Method.desktopSnapshot.rawValue):
      guard revision != nil else {
        await report.violation("a snapshot before desktops.watch was answered")
        return false
      }
      do throws(PluginError) {
        try await take(message.params(as: DesktopSnapshot.self))
      } catch {
        await report.violation("a snapshot was refused: " + error.message)
      }
    case .notification:
      // The contract lets newer plugins say more than this host knows.
      break
    case .request(let id, _):
      let error = PluginError(.methodNotFound, "the host answers no requests")
      if let line = try? Message.failure(id: id, error) { send(line) }
    case .result(let id):
      guard let request = claim(id) else { return await isExcused(id, answer: nil) }
      await settle(request, with: message)
      return true
    case .failure(let id?, let error):
      guard let request = claim(id) else { return await isExcused(id, answer: error) }
      request.answer.yield(
        .failure(
          PluginTrouble("answered \(request.method.rawValue) with: \(error)", .answered(error))))
      return true
    case .failure(nil, let error):
      await report.violation("it could not read a line of the host: \(error)")
    }
    return false
  }

  /// A list of desktops is taken right here and not by whoever asked for it: the next line may
  /// already hold a newer one.
  private func settle(_ request: Pending, with message: Message) async {
    guard request.method == .watchDesktops else {
      request.answer.yield(.success(message))
      return
    }
    let isFirst = revision == nil
    do throws(PluginError) {
      try await take(answer: message.result(as: DesktopSnapshot.self))
      request.answer.yield(.success(message))
    } catch {
      if isFirst {
        request.answer.yield(
          .failure(PluginTrouble("answered desktops.watch with: \(error)", .answered(error))))
      } else {
        // The last good one stays.
        await report.violation("a snapshot was refused: " + error.message)
        request.answer.yield(.success(message))
      }
    }
  }

  private func claim(_ id: Message.ID) -> Pending? {
    guard case .number(let number) = id else { return nil }
    return pending.removeValue(forKey: number)
  }

  /// An answer that nobody waits for. True if the plugin may give it: after a cancel.
  private func isExcused(_ id: Message.ID, answer: PluginError?) async -> Bool {
    if case .number(let number) = id, let why = abandoned.removeValue(forKey: number),
      why == .cancelled || answer?.code == .cancelled
    {
      return true
    }
    await report.violation("an answer to \(id), which is not asked, or no longer")
    return false
  }
}
