import PluginProtocol
import StationModel

/// What has been asked, what is known, and what is to be written next.
///
/// Answers wait in order; of the lists only the newest waits, so a host that reads slowly gets
/// fewer snapshots and never a backlog.
actor AnswerDesk {
  private let program: Program
  private var isInitialized = false
  /// Watches that came before the first list.
  private var waiting: [Message.ID] = []
  private var isWatched = false
  private var list: [Desktop]?
  private var revision: Int64 = 0
  private var isNews = false
  private var answers: [[UInt8]] = []
  private let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation

  init(name: String, version: String) {
    program = Program(name: name, version: version)
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Takes a list from the provider; the same list again is no news.
  func update(_ desktops: [Desktop]) {
    do throws(PluginError) {
      try DesktopList(desktops).check()
    } catch {
      PluginLog.write(.error, "the list was left out: " + error.message)
      return
    }
    guard desktops != list else { return }
    list = desktops
    revision += 1
    isNews = isWatched
    for id in waiting { answerWatch(id) }
    waiting = []
    ring.yield()
  }

  /// Takes a line from the host. Returns the ids that the provider shall keep, if it is about that.
  func receive(_ line: [UInt8]) -> Set<String>? {
    defer { ring.yield() }
    do throws(PluginError) {
      let message = try Message(line: line)
      guard case .request(let id, let method) = message.kind else { return nil }
      do throws(PluginError) {
        return try answer(message, id: id, method: method)
      } catch {
        write { () throws(PluginError) in try Message.failure(id: id, error) }
      }
    } catch {
      refuse(error)
    }
    return nil
  }

  /// Answers something whose id cannot be known.
  func refuse(_ error: PluginError) {
    write { () throws(PluginError) in try Message.failure(id: nil, error) }
    ring.yield()
  }

  /// The next line to write; waits for one. Nil once the task is cancelled.
  func nextLine() async -> [UInt8]? {
    while true {
      if !answers.isEmpty { return answers.removeFirst() }
      if isNews, let list {
        isNews = false
        let snapshot = DesktopSnapshot(revision: revision, desktops: list)
        write { () throws(PluginError) in
          try Message.notification(method: .desktopSnapshot, params: snapshot)
        }
        continue
      }
      var rings = bell.makeAsyncIterator()
      guard await rings.next(isolation: self) != nil else { return nil }
    }
  }

  private func answer(
    _ message: Message, id: Message.ID, method: String
  ) throws(PluginError) -> Set<String>? {
    let method = Contract.Method(rawValue: method)
    if method == .initialize {
      try initialize(message, id: id)
      return nil
    }
    switch method {
    case .watchDesktops, .gc:
      guard isInitialized else { throw PluginError(.notInitialized, "initialize comes first") }
    case .initialize, .desktopSnapshot, nil:
      throw PluginError(.methodNotFound, "there is no such method")
    }
    if method == .gc {
      let keep = try message.params(as: GCParams.self).keep
      write { () throws(PluginError) in try Message.result(id: id, Nothing()) }
      return Set(keep)
    }
    isWatched = true
    if list == nil { waiting.append(id) } else { answerWatch(id) }
    return nil
  }

  private func initialize(_ message: Message, id: Message.ID) throws(PluginError) {
    let params = try message.params(as: InitializeParams.self)
    guard let version = Contract.versions.highestCommon(with: params.protocol) else {
      throw PluginError(
        .unsupportedVersion,
        "this plugin speaks \(Contract.versions.min) to \(Contract.versions.max)")
    }
    isInitialized = true
    let result = InitializeResult(
      protocol: version, plugin: program, capabilities: [Contract.desktopsCapability])
    write { () throws(PluginError) in try Message.result(id: id, result) }
  }

  private func answerWatch(_ id: Message.ID) {
    guard let list else { return }
    // The answer has the newest list in it.
    isNews = false
    let snapshot = DesktopSnapshot(revision: revision, desktops: list)
    write(orFail: id) { () throws(PluginError) in try Message.result(id: id, snapshot) }
  }

  /// Queues a line. What cannot be written (a snapshot above the limit) is logged, and a request
  /// for it is answered with the reason.
  private func write(
    orFail id: Message.ID? = nil, _ line: () throws(PluginError) -> [UInt8]
  ) {
    do throws(PluginError) {
      answers.append(try line())
    } catch {
      PluginLog.write(.error, "an answer cannot be written: " + error.message)
      if let id, let failure = try? Message.failure(id: id, error) { answers.append(failure) }
    }
  }
}
