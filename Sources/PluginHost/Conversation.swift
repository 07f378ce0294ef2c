import PluginProtocol
import StationModel

/// The host's side of the contract with one process of a plugin.
actor Conversation {
  /// Lines that wait to be written; a plugin that lets so many wait does not read.
  static let outgoingLimit = 64

  private let plugin: String
  private let patience: Patience
  private let report: Report
  private let outgoing: AsyncStream<[UInt8]>.Continuation
  private let end: AsyncStream<Ending>.Continuation
  private var lastID: Int64 = 0
  private var pending: [Int64: Pending] = [:]
  private var revision: Int64?

  /// What the plugin last said its desktops are; nil if it did not yet.
  private(set) var desktops: [Desktop]?
  /// The plugin's own version; nil before `initialize` is answered.
  private(set) var version: String?

  private struct Pending {
    var method: Contract.Method
    var answer: AsyncStream<Result<Message, PluginError>>.Continuation
  }

  init(
    plugin: String, patience: Patience, report: Report,
    outgoing: AsyncStream<[UInt8]>.Continuation, end: AsyncStream<Ending>.Continuation
  ) {
    self.plugin = plugin
    self.patience = patience
    self.report = report
    self.outgoing = outgoing
    self.end = end
  }

  /// Shakes hands, says what to keep, and asks for the desktops. Returns when they are there.
  func open(agent: Program, stateFolder: String, keep: [String]?) async throws(PluginTrouble) {
    let hello = try await request(
      .initialize,
      InitializeParams(
        protocol: Contract.versions, agent: agent, stateFolder: stateFolder),
      within: patience.initialize)
    let answer: InitializeResult
    do throws(PluginError) {
      answer = try hello.result(as: InitializeResult.self)
    } catch {
      throw PluginTrouble("answered initialize wrongly: " + error.message)
    }
    guard (Contract.versions.min...Contract.versions.max).contains(answer.protocol) else {
      throw PluginTrouble("picked protocol \(answer.protocol), which was not offered")
    }
    version = answer.plugin.version
    if let keep { try await collectGarbage(keep: keep) }
    if answer.capabilities.contains(Contract.Capability.desktops.rawValue) {
      _ = try await request(.watchDesktops, Nothing(), within: patience.request)
    }
  }

  /// Takes what the plugin wrote on its standard output.
  func receive(_ element: LineReader.Element) async {
    switch element {
    case .tooLong(let beginning):
      await report.violation(
        "a line of more than \(Contract.lineLimit) bytes on standard output, beginning: "
          + PlainText.line(beginning, limit: 80))
    case .line(let line):
      guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { return }
      do throws(PluginError) {
        await receive(try Message(line: line))
      } catch {
        await report.violation(
          "standard output is for the protocol only: " + error.message + ": "
            + PlainText.line(line, limit: 80))
      }
    }
  }

  private func receive(_ message: Message) async {
    switch message.kind {
    case .notification(Contract.Method.desktopSnapshot.rawValue):
      guard revision != nil else {
        return await report.violation("a snapshot before desktops.watch was answered")
      }
      do throws(PluginError) {
        try await take(message.params(as: DesktopSnapshot.self), isAnswer: false)
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
      guard let request = claim(id) else { return await reportStray(id) }
      await settle(request, with: message)
    case .failure(let id?, let error):
      guard let request = claim(id) else { return await reportStray(id) }
      request.answer.yield(.failure(error))
    case .failure(nil, let error):
      await report.violation("it could not read a line of the host: \(error)")
    }
  }

  /// A first list is taken right here and not by whoever asked for it: the next line may already
  /// hold a newer one.
  private func settle(_ request: Pending, with message: Message) async {
    guard request.method == .watchDesktops else {
      request.answer.yield(.success(message))
      return
    }
    do throws(PluginError) {
      try await take(message.result(as: DesktopSnapshot.self), isAnswer: true)
      request.answer.yield(.success(message))
    } catch {
      request.answer.yield(.failure(error))
    }
  }

  /// An answer to `desktops.watch` may repeat the last revision; a notification must pass it.
  private func take(_ snapshot: DesktopSnapshot, isAnswer: Bool) async throws(PluginError) {
    if let revision {
      guard isAnswer ? snapshot.revision >= revision : snapshot.revision > revision else {
        throw PluginError(
          .invalidParams, "revision is \(snapshot.revision) and does not grow: it was \(revision)")
      }
    }
    revision = snapshot.revision
    guard let listed = snapshot.report.desktops else { return }
    let sorted = listed.sorted { $0.id < $1.id }
    guard sorted != desktops else { return }
    desktops = sorted
    await report.picture(sorted)
  }

  private func collectGarbage(keep: [String]) async throws(PluginTrouble) {
    do throws(PluginTrouble) {
      _ = try await request(.gc, GCParams(keep: keep.sorted()), within: patience.request)
    } catch {
      // Whoever holds nothing need not know the method.
      guard let code = error.answered else { throw error }
      if code != .methodNotFound { await report.log(.warning, error.description) }
    }
  }

  private func request(
    _ method: Contract.Method, _ params: some Encodable & Sendable, within deadline: Duration
  ) async throws(PluginTrouble) -> Message {
    guard pending.count < Contract.outstandingLimit else {
      throw PluginTrouble("has \(pending.count) requests to answer already")
    }
    lastID += 1
    let id = lastID
    let line: [UInt8]
    do throws(PluginError) {
      line = try Message.request(id: id, method: method, params: params)
    } catch {
      throw PluginTrouble("cannot be asked \(method.rawValue): " + error.message)
    }
    let (answers, answer) = AsyncStream<Result<Message, PluginError>>.makeStream()
    pending[id] = Pending(method: method, answer: answer)
    defer { pending[id] = nil }
    send(line)
    switch await firstAnswer(answers, within: deadline) {
    case .success(let message): return message
    case .failure(let error):
      throw PluginTrouble("answered \(method.rawValue) with: \(error)", answered: error.code)
    case nil:
      throw PluginTrouble("did not answer \(method.rawValue) within \(deadline)")
    }
  }

  private func send(_ line: [UInt8]) {
    if case .dropped = outgoing.yield(line) {
      end.yield(.trouble("did not read the last \(Self.outgoingLimit) lines on its standard input"))
    }
  }

  private func firstAnswer(
    _ answers: AsyncStream<Result<Message, PluginError>>, within deadline: Duration
  ) async -> Result<Message, PluginError>? {
    let clock = patience.clock
    return await withTaskGroup(of: Result<Message, PluginError>?.self) { group in
      group.addTask { await answers.first { _ in true } }
      group.addTask {
        try? await clock.sleep(for: deadline)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private func claim(_ id: Message.ID) -> Pending? {
    guard case .number(let number) = id else { return nil }
    return pending.removeValue(forKey: number)
  }

  private func reportStray(_ id: Message.ID) async {
    await report.violation("an answer to \(id), which is not asked, or no longer")
  }
}

/// What went wrong between the host and a plugin: a sentence that begins with what the plugin did.
struct PluginTrouble: Error, Sendable, CustomStringConvertible {
  var description: String
  /// The plugin answered the request, with this code.
  var answered: PluginError.Code?

  init(_ description: String, answered: PluginError.Code? = nil) {
    self.description = description
    self.answered = answered
  }
}
