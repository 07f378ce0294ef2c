import AgentInterface
import DBus
import Glibc
import Ledger
import StationModel

/// Reading is free for everybody on this computer; changing is for root, for the agent's own user, and
/// for whom polkit lets (docs/permissions.md).
extension Agent {
  /// Returns who asks; nil for what everybody may do, and for what only looks.
  ///
  /// It may take as long as somebody needs to type a password, so what was looked up before may be
  /// another thing afterwards.
  func authorize(_ call: Call) async throws(AgentError) -> Int? {
    guard let access = MethodAccess.of(call.interface, call.member) else {
      throw unknownMethod(call)
    }
    guard let permission = access.permission(for: call) else { return nil }
    let user = try await caller(call)
    // Before polkit, so that no trouble with it locks root out.
    if user == 0 || user == Int(geteuid()) { return permission == .view ? nil : user }
    let subject = subject(of: call)
    let named = stationsNamed(by: call)
    try await ask(permission, access, call, user, subject)
    guard self.subject(of: call)?.key == subject?.key, stationsNamed(by: call) == named else {
      throw AgentError(
        .notSettled, "Stations were numbered anew while the question was open: nothing was done.",
        nextStep: "See what there is now with: stationctl stations")
    }
    return permission == .view ? nil : user
  }

  private func caller(_ call: Call) async throws(AgentError) -> Int {
    let answer: [Value]
    do throws(DBusError) {
      answer = try await bus.askBus("GetConnectionUnixUser", [.string(call.sender)])
    } catch {
      throw AgentError(
        .notAuthorized, "Who asks for this cannot be told: \(error.message).",
        nextStep: "Try again.")
    }
    guard let user = answer.first?.asInt else {
      throw AgentError(
        .notAuthorized, "Who asks for this cannot be told.", nextStep: "Try again.")
    }
    return user
  }

  private func ask(
    _ permission: Permission, _ access: MethodAccess, _ call: Call, _ user: Int,
    _ subject: Subject?
  ) async throws(AgentError) {
    guard questions.open(user) else {
      if permission == .view { return }
      throw AgentError(
        .notSettled, "Too many questions about permissions are open already.",
        nextStep: "Answer or close those first, and try again.")
    }
    defer { questions.close(user) }
    let isInteractive = call.allowsInteraction && permission != .view
    let question = PolkitQuestion(
      action: permission.action, caller: call.sender,
      details: details(of: call, access, subject), isInteractive: isInteractive,
      id: "stationmaster-\(questions.asked)",
      milliseconds: permission == .view
        ? Self.viewTime : isInteractive ? Self.typingTime : Self.answerTime)
    let answer = isInteractive ? try await askWhileThere(question) : await question.ask(on: bus)
    switch answer {
    case .allowed: return
    // Reading is free, whatever polkit is doing.
    case .unknown where permission == .view: return
    case .needsInteraction:
      throw AgentError(
        .needsInteraction, "An administrator's password is needed for this.",
        nextStep: Self.becomingRoot)
    case .denied: throw refusal("")
    case .nobodyToAsk: throw refusal(" Nobody could be asked for a password.")
    case .dismissed: throw refusal(" The question for a password was closed.")
    case .unknown(let why): throw refusal(" (\(why.prefix(1).uppercased() + why.dropFirst()).)")
    }
  }

  private func refusal(_ more: String) -> AgentError {
    AgentError(
      .notAuthorized, "Only an administrator may do this." + more,
      nextStep: Self.becomingRoot)
  }

  private static var becomingRoot: String {
    access("/usr/bin/sudo", X_OK) == 0 ? "Try again with sudo." : "Try again as root."
  }

  /// A question is taken back if who asked leaves the bus, and when nobody typed anything for long.
  private func askWhileThere(_ question: PolkitQuestion) async throws(AgentError) -> PolkitAnswer {
    let leaving: AsyncStream<ReceivedSignal>
    do throws(DBusError) {
      leaving = try await bus.signals(
        matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
          + "arg0='\(question.caller)'")
      // Between the call and the match it may have left already.
      let isThere = try await bus.askBus("NameHasOwner", [.string(question.caller)])
      guard isThere.first?.asBool == true else { return .dismissed }
    } catch { return .unknown(why: oneSentence(error.message)) }
    let bus = bus
    let watching = Task {
      for await _ in leaving {
        await question.takeBack(on: bus)
        return true
      }
      return false
    }
    let answer = await question.ask(on: bus)
    watching.cancel()
    if case .unknown = answer { await question.takeBack(on: bus) }
    return await watching.value ? .dismissed : answer
  }

  /// How long polkit may take to say whether the caller may read.
  private static let viewTime: UInt64 = 2000
  private static let answerTime: UInt64 = 10_000
  /// For a person who types a password.
  private static let typingTime: UInt64 = 120_000

  // MARK: What it is about

  struct Subject {
    var key: StationKey
    var number: Int?
    var words: String
  }

  /// The station or candidate that is called; nil for other objects, and if there is none.
  private func subject(of call: Call) -> Subject? {
    switch call.interface {
    case BusName.station:
      guard let record = try? station(at: call.path) else { return nil }
      return Subject(
        key: record.key, number: record.number,
        words: "station \(record.number) (\(Label.clean(record.name, limit: 64)))")
    case BusName.candidate:
      guard let candidate = try? candidate(at: call.path) else { return nil }
      return Subject(
        key: candidate.key, number: nil,
        // Not by its label, which the device itself gives: nobody types a password for its words.
        words: "what is plugged in at \(candidate.key)")
    default: return nil
    }
  }

  /// The stations whose numbers may be meant by its arguments.
  private func stationsNamed(by call: Call) -> [Int: StationKey] {
    let numbers = Set(call.arguments.flatMap { [$0.asInt] + ($0.asList ?? []).map(\.asInt) })
    return book.enrolled.reduce(into: [:]) { named, record in
      if numbers.contains(record.number) { named[record.number] = record.key }
    }
  }

  /// polkit's rules can look at each; `polkit.message` is what people read.
  private func details(
    of call: Call, _ access: MethodAccess, _ subject: Subject?
  ) -> [String: String] {
    let deed = access.deed.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.hasPrefix("STATION")
        ? (subject?.words ?? "a station") + word.dropFirst("STATION".count) : String(word)
    }.joined(separator: " ")
    var details = [
      "method": call.member, "polkit.message": "Authentication is needed to \(deed).",
    ]
    details["station"] = subject?.number.map { String($0) }
    details["key"] = subject?.key.text
    return details
  }
}
