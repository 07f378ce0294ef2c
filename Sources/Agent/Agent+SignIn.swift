import Admission
import AgentInterface
import Configuration
import DBus
import Glibc
import Journal
import Ledger
import LocalReader
import Logging
import Notices
import Seats
import StationModel
import Words

/// May a sign-in begin? PAM's account stage asks (docs/sign-in.md). Everybody may ask, and changes
/// nothing by it: only what root or the agent's own user asks is told to administrators, and only they
/// are answered however often they ask. Else anybody could ask so much that no answer comes in time,
/// and everybody is let in.
extension Agent {
  func maySignIn(_ call: Call) async throws(AgentError) -> [Value] {
    let isTrusted = await isTrusted(call)
    guard isTrusted || strangersQuestions.take(at: .now) else {
      throw AgentError(
        .tooManyQuestions, "There are too many questions about sign-ins.",
        nextStep: "Ask again in a second.")
    }
    let facts = try SignInFacts(call.arguments.first)
    guard let refusal = refusal(of: facts) else { return [.bool(true), .string("")] }
    if isTrusted, facts.isAwaited(at: Self.monotonic) { note(refusal, of: facts) }
    return [.bool(false), .string(refusal.message(for: greeterReader))]
  }

  private func refusal(of facts: SignInFacts) -> Refusal? {
    // Before the first look nothing is known, and nobody is refused for that.
    guard let plan else { return nil }
    let place = SignInPlace(facts, displays: displaySeats)
    let found = SignInHouse(
      place, facts, in: world(of: book), plan: plan, uncertain: uncertainSeats)
    let arrival = Arrival(
      user: facts.user, uid: facts.uid, groups: facts.groups, place: place.kind,
      isBack: found.isBack)
    let house = House(
      stations: found.stations, refusesUnlicensed: settings.enforcement == .blockNewSessions,
      isInMaintenance: book.maintenance != nil, administrators: Set(settings.administrators))
    switch admit(arrival, at: house) {
    case .allowed(let why):
      log.debug("\(facts.user) may sign in by \(facts.service): \(why.rawValue)")
      return nil
    case .refused(let refusal): return refusal
    }
  }

  /// All who come to a greeter read one language. English stays what it was, with dates in UTC.
  private var greeterReader: Reader {
    let reader =
      switch settings.language {
      case .auto: Reader.own
      case .english: Reader.plain
      case .french: Reader(locale: "fr", secondsFromUTC: Reader.localOffset)
      }
    return reader.language == .english ? .plain : reader
  }

  private func isTrusted(_ call: Call) async -> Bool {
    let answer = try? await bus.askBus("GetConnectionUnixUser", [.string(call.sender)])
    guard let user = answer?.first?.asInt else { return false }
    return user == 0 || user == Int(geteuid())
  }

  private func note(_ refusal: Refusal, of facts: SignInFacts) {
    let station = refusal.station
    let user = Label.clean(facts.user, limit: 60)
    let reason: RefusedSignIn.Reason =
      if case .disabled = refusal.reason { .disabled } else { .unlicensed }
    log.tell(
      .signInRefused, .notice,
      """
      station \(station.number) (\(station.key)): \(user) was refused by \
      \(Label.clean(facts.service, limit: 60)), since the station \
      \(reason == .disabled ? "is closed" : "has no license")
      """,
      [.number: String(station.number), .key: station.key.text, .user: user])
    refusals.forgetOld(at: clock.now)
    let isNews = refusals.note(
      RefusedSignIn(station: station.key, user: user, at: clock.now, reason: reason))
    if isNews { look() }
  }

  private static var monotonic: Int64 {
    var now = timespec()
    return clock_gettime(CLOCK_MONOTONIC, &now) == 0
      ? Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000 : 0
  }

  /// X displays and the seats that logind has them at.
  var displaySeats: [String: String] { sessions?.assumeIsolated { $0.displays } ?? [:] }
}

extension SignInPlace {
  var kind: Arrival.Place {
    switch self {
    case .console: .console
    case .seat: .seat
    case .network: .network
    case .unresolved: .unresolved
    case .nowhere: .nowhere
    }
  }
}
