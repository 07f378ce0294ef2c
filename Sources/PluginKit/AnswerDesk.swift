import PluginProtocol
import StationModel

/// What has been asked, what is known, and what is to be written next.
///
/// Answers wait in order; of the reports only the newest waits, so a host that reads slowly gets
/// fewer snapshots and never a backlog.
actor AnswerDesk {
  private let program: Program
  private let capabilities: Set<Contract.Capability>
  private var isInitialized = false
  /// Watches that came before the first report.
  private var waiting: [Message.ID] = []
  private var isWatched = false
  private var report: DesktopReport?
  /// How many desktops the provider has, of which the report may have fewer.
  private var listed = 0
  /// What the log was last told of desktops that are left out.
  private var complaint: String?
  private var revision: Int64 = 0
  private var isNews = false
  private var answers: [[UInt8]] = []
  private let bell: AsyncStream<Void>
  private let ring: AsyncStream<Void>.Continuation

  /// What is left for the provider to do about a line.
  enum Errand: Sendable, Equatable {
    case keep(Set<String>)
    case perform(Operation, Message.ID)
    case cancel(Message.ID)
  }

  init(name: String, version: String, capabilities: Set<Contract.Capability>) {
    program = Program(name: name, version: version)
    self.capabilities = capabilities.union([.desktops])
    (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Takes a report from the provider; the same again is no news.
  func update(_ whole: DesktopReport) {
    let count = whole.desktops?.count ?? 0
    let new = count > Contract.desktopLimit ? whole.cut(to: Contract.desktopLimit) : whole
    do throws(PluginError) {
      try new.check()
    } catch {
      PluginLog.write(.error, "the report was left out: " + error.message)
      return
    }
    guard new != report || count != listed else { return }
    report = new
    listed = count
    revision += 1
    isNews = isWatched
    for id in waiting { answerWatch(id) }
    waiting = []
    ring.yield()
  }

  /// Takes a line from the host, and answers it unless the provider has to.
  func receive(_ line: [UInt8]) -> Errand? {
    defer { ring.yield() }
    do throws(PluginError) {
      let message = try Message(line: line)
      switch message.kind {
      case .request(let id, let method):
        do throws(PluginError) {
          return try answer(message, id: id, method: method)
        } catch {
          refuse(error, id: id)
        }
      case .notification(Contract.Method.cancel.rawValue):
        return .cancel(.number(try message.params(as: CancelParams.self).id))
      case .notification, .result, .failure: break
      }
    } catch {
      refuse(error, id: nil)
    }
    return nil
  }

  /// Says that an operation is accepted.
  func accept(_ id: Message.ID) {
    write { () throws(PluginError) in try Message.result(id: id, Nothing()) }
    ring.yield()
  }

  /// Answers with an error; nil where the id of what is answered cannot be known.
  func refuse(_ error: PluginError, id: Message.ID?) {
    write { () throws(PluginError) in try Message.failure(id: id, error) }
    ring.yield()
  }

  /// The next line to write; waits for one. Nil once the task is cancelled.
  func nextLine() async -> [UInt8]? {
    while true {
      if !answers.isEmpty { return answers.removeFirst() }
      if isNews, let report {
        isNews = false
        write { () throws(PluginError) in
          try line(for: report) { snapshot throws(PluginError) in
            try Message.notification(method: .desktopSnapshot, params: snapshot)
          }
        }
        continue
      }
      var rings = bell.makeAsyncIterator()
      guard await rings.next(isolation: self) != nil else { return nil }
    }
  }

  private func answer(
    _ message: Message, id: Message.ID, method: String
  ) throws(PluginError) -> Errand? {
    guard let method = Contract.Method(rawValue: method), isKnown(method) else {
      throw PluginError(.methodNotFound, "there is no such method")
    }
    if method == .initialize {
      try initialize(message, id: id)
      return nil
    }
    guard isInitialized else { throw PluginError(.notInitialized, "initialize comes first") }
    switch method {
    case .gc:
      let keep = try message.params(as: GCParams.self).keep
      write { () throws(PluginError) in try Message.result(id: id, Nothing()) }
      return .keep(Set(keep))
    case .watchDesktops:
      isWatched = true
      if report == nil { waiting.append(id) } else { answerWatch(id) }
      return nil
    default:
      return .perform(try message.params(as: OperationParams.self).asked(by: method), id)
    }
  }

  /// Is it a request that this plugin answers?
  private func isKnown(_ method: Contract.Method) -> Bool {
    switch method {
    case .initialize, .watchDesktops, .gc: true
    case .start, .stop: capabilities.contains(.power)
    case .assign, .unassign: capabilities.contains(.assign)
    case .desktopSnapshot, .cancel: false
    }
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
      protocol: version, plugin: program, capabilities: capabilities.map(\.rawValue).sorted())
    write { () throws(PluginError) in try Message.result(id: id, result) }
  }

  private func answerWatch(_ id: Message.ID) {
    guard let report else { return }
    // The answer has the newest report in it.
    isNews = false
    write(orFail: id) { () throws(PluginError) in
      try line(for: report) { snapshot throws(PluginError) in
        try Message.result(id: id, snapshot)
      }
    }
  }

  /// The line with all desktops, or else with as many as fit, and with how many do not.
  private func line(
    for report: DesktopReport, _ form: (DesktopSnapshot) throws(PluginError) -> [UInt8]
  ) throws(PluginError) -> [UInt8] {
    func line(_ report: DesktopReport) throws(PluginError) -> [UInt8] {
      try form(DesktopSnapshot(revision: revision, report: report))
    }
    let isWhole = report.desktops?.count ?? 0 == listed
    let first = isWhole ? report : report.saying(leftOutOf: listed)
    do throws(PluginError) {
      let whole = try line(first)
      complain(isWhole ? nil : first.health.why)
      return whole
    } catch {
      guard let part = try report.fitting(listed: listed, line) else { throw error }
      complain(part.health.why)
      return try line(part)
    }
  }

  private func complain(_ what: String?) {
    if let what, what != complaint { PluginLog.write(.warning, what) }
    complaint = what
  }

  /// Queues a line. What cannot be written is logged, and a request for it is answered with the
  /// reason.
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
