import PluginProtocol

/// The host's side of one conversation, in raw lines: it says what no good host would say, and writes
/// down whatever the plugin does against the contract.
actor Exchange {
  /// So many lines are taken; who sends more floods.
  static let lineLimit = 20_000

  /// Something against a rule that every line is held to, whatever is being checked.
  struct Finding: Sendable {
    var rule: Rule
    var came: String
  }

  /// An answer: what it says, and its line.
  struct Answer: Sendable {
    var message: Message
    var line: [UInt8]

    var error: PluginError? {
      if case .failure(_, let error) = message.kind { error } else { nil }
    }

    var text: String { PlainText.line(line, limit: 300) }
  }

  private struct Pending {
    var isWatch: Bool
    var answer: AsyncStream<Answer>.Continuation
  }

  private let patience: CheckPatience
  private let write: @Sendable ([UInt8]) async -> WriteOutcome
  private var lastID: Int64 = 0
  private var pending: [Int64: Pending] = [:]
  private var lines = 0
  /// What all answers took so far.
  private var waited: Duration = .zero
  private var isListening = true
  /// Set when nothing can come any more, with the reason.
  private var end: String?
  private var sightings: [AsyncStream<Void>.Continuation] = []

  private(set) var findings: [Finding] = []
  /// Answers to nothing that was asked.
  private(set) var strays: [Answer] = []
  /// The newest snapshot that was taken.
  private(set) var newest: DesktopSnapshot?
  private(set) var lastSent = ""
  /// What the plugin is asked only to see whether it answers: what it must be able to, if it lists
  /// desktops; else what nobody knows.
  private(set) var probeMethod = Exchange.nonsense
  static let nonsense = "stationmaster.check"

  enum WriteOutcome: Sendable { case written, late, closed }

  init(patience: CheckPatience, write: @escaping @Sendable ([UInt8]) async -> WriteOutcome) {
    self.patience = patience
    self.write = write
  }

  func setProbe(_ method: String) { probeMethod = method }

  func nextID() -> Int64 {
    lastID += 1
    return lastID
  }

  /// Writes bytes as they are. Throws if they are not taken.
  func send(_ bytes: [UInt8]) async throws(Silence) {
    let shown = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
    lastSent = PlainText.line(shown, limit: 300)
    if let end { throw Silence(end) }
    switch await write(bytes) {
    case .written: return
    case .late: throw Silence("it did not read what was sent within \(patience.answer)")
    case .closed: throw Silence(end ?? "it closed its standard input")
    }
  }

  func send(line: String) async throws(Silence) { try await send(Array((line + "\n").utf8)) }

  /// Asks, and waits for the answer. `params` is JSON; `id` is the next one if none is given.
  func ask(
    _ method: String, _ params: String = "{}", id: Int64? = nil
  ) async throws(Silence) -> Answer {
    let id = id ?? nextID()
    let answers = expect(id, isWatch: method == Contract.Method.watchDesktops.rawValue)
    try await send(line: Self.request(id, method, params))
    return try await answer(answers, to: id)
  }

  static func request(_ id: Int64, _ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
  }

  /// Makes ready for the answer to a request that is sent by hand.
  func expect(_ id: Int64, isWatch: Bool? = nil) -> AsyncStream<Answer> {
    let isWatch = isWatch ?? (probeMethod == Contract.Method.watchDesktops.rawValue)
    let (answers, answer) = AsyncStream<Answer>.makeStream()
    if end == nil {
      pending[id] = Pending(isWatch: isWatch, answer: answer)
    } else {
      answer.finish()
    }
    return answers
  }

  func answer(_ answers: AsyncStream<Answer>, to id: Int64) async throws(Silence) -> Answer {
    let clock = SuspendingClock()
    let start = clock.now
    let found = await within(min(patience.answer, patience.check - waited)) {
      await answers.first { _ in true }
    }
    pending[id] = nil
    waited += start.duration(to: clock.now)
    if let found { return found }
    if let end { throw Silence(end) }
    throw Silence(
      waited < patience.check
        ? "no answer within \(patience.answer)"
        : "no answer, after it took \(patience.check) for those before")
  }

  /// Waits for a snapshot that is as wanted; nil if none comes in time.
  func snapshot(
    within deadline: Duration, where isWanted: @escaping @Sendable (DesktopSnapshot) -> Bool
  ) async -> DesktopSnapshot? {
    let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    sightings.append(change)
    if let newest, isWanted(newest) { return newest }
    if end != nil { return nil }
    return await within(deadline) {
      for await _ in changes {
        if let newest = await self.newest, isWanted(newest) { return newest }
      }
      return nil
    }
  }

  /// Returns once nothing can come any more, or after this time.
  func ended(within deadline: Duration) async {
    let (changes, change) = AsyncStream<Void>.makeStream()
    if end != nil { return }
    sightings.append(change)
    _ = await within(deadline) {
      for await _ in changes {}
      return true
    }
  }

  /// What comes from now on is not looked at: the plugin is being killed, maybe within a line.
  func stopListening() { isListening = false }

  /// The strays so far; they are nobody's business any more.
  func takeStrays() -> [Answer] {
    defer { strays = [] }
    return strays
  }

  /// Those of the strays that say that a line could not be read.
  func takeComplaints() -> [Answer] {
    let isComplaint: (Answer) -> Bool = {
      if case .failure(nil, _) = $0.message.kind { true } else { false }
    }
    defer { strays.removeAll(where: isComplaint) }
    return strays.filter(isComplaint)
  }

  /// Nothing will come any more.
  func close(_ why: String) {
    if end == nil { end = why }
    for waiting in pending.values { waiting.answer.finish() }
    pending = [:]
    for sighting in sightings { sighting.finish() }
    sightings = []
  }

  private func within<Value: Sendable>(
    _ deadline: Duration, _ body: @escaping @Sendable () async -> Value?
  ) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
      group.addTask { await body() }
      group.addTask {
        try? await Task.sleep(for: deadline, clock: .suspending)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}

extension Exchange {
  /// Takes what the plugin wrote on its standard output.
  func receive(_ element: LineReader.Element) async {
    guard isListening else { return }
    lines += 1
    guard lines <= Self.lineLimit else {
      if lines == Self.lineLimit + 1 {
        find(.output, "more than \(Self.lineLimit) lines; the rest was not looked at")
      }
      return
    }
    switch element {
    case .tooLong(let beginning):
      find(
        .output,
        "a line of more than \(Contract.lineLimit) bytes, beginning: "
          + PlainText.line(beginning, limit: 80))
    case .line(let line):
      do throws(PluginError) {
        await take(Answer(message: try Message(line: line), line: line))
      } catch {
        find(.output, error.message + ": " + PlainText.line(line, limit: 200))
      }
    }
  }

  private func take(_ answer: Answer) async {
    switch answer.message.kind {
    case .notification(Contract.Method.desktopSnapshot.rawValue):
      if newest == nil {
        find(.snapshots, "a snapshot before desktops.watch was answered: " + answer.text)
      } else {
        takeSnapshot(answer, isAnswer: false)
      }
    case .notification: break
    case .request(let id, _):
      if let line = try? Message.failure(
        id: id, PluginError(.methodNotFound, "the host answers no requests"))
      {
        _ = await write(line)
      }
    case .result(let id):
      guard let request = claim(id, answer) else { return }
      if request.isWatch { takeSnapshot(answer, isAnswer: true) }
      request.answer.yield(answer)
    case .failure(let id?, _): claim(id, answer)?.answer.yield(answer)
    case .failure(nil, _): stray(answer)
    }
  }

  @discardableResult
  private func claim(_ id: Message.ID, _ answer: Answer) -> Pending? {
    switch id {
    case .number(let number):
      if let found = pending.removeValue(forKey: number) { return found }
    case .text(let text):
      // Its author means well, so the rest can still be looked at.
      if let number = Int64(text), let found = pending.removeValue(forKey: number) {
        find(.ids, "the id \(number) came back as text: " + answer.text)
        return found
      }
    }
    stray(answer)
    return nil
  }

  private func takeSnapshot(_ answer: Answer, isAnswer: Bool) {
    let snapshot: DesktopSnapshot
    do throws(PluginError) {
      snapshot =
        isAnswer
        ? try answer.message.result(as: DesktopSnapshot.self)
        : try answer.message.params(as: DesktopSnapshot.self)
    } catch {
      return find(.snapshots, error.message + ": " + answer.text)
    }
    if let newest {
      let grows = snapshot.revision > newest.revision
      if !grows, !isAnswer || snapshot.revision < newest.revision {
        find(.revisions, "revision \(snapshot.revision) after \(newest.revision): " + answer.text)
      } else if !grows, snapshot.report != newest.report {
        find(
          .revisions,
          "revision \(snapshot.revision) again, with other desktops: " + answer.text)
      }
    }
    newest = snapshot
    for sighting in sightings { sighting.yield() }
  }

  private func stray(_ answer: Answer) {
    if strays.count < 100 { strays.append(answer) }
  }

  private func find(_ rule: Rule, _ came: String) {
    if findings.count < 100 { findings.append(Finding(rule: rule, came: came)) }
  }
}

/// The plugin did not answer: what it did instead, as a sentence.
struct Silence: Error, Sendable {
  var what: String

  init(_ what: String) { self.what = what }
}
