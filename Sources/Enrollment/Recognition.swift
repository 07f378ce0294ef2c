public import StationModel

/// Who among the newcomers is a station that is gone from its place (docs/identity.md).
///
/// `moved`: a number that can be trusted says that it is exactly one of them. `re-based`: a whole
/// controller has another name. Where things only look alike it is a question, never an answer.
struct Recognition {
  /// By the old key.
  private(set) var moves: [StationKey: (to: StationKey, event: Change.StationEvent)] = [:]
  /// By the newcomer's key: the gone stations that it may be, by number.
  private(set) var questions: [StationKey: [Enrolled]] = [:]
  /// Newcomers of which it will be known in a moment who they are.
  private(set) var pending: Set<StationKey> = []

  private let input: RosterInput
  private let gone: [Enrolled]
  private var newcomers: [Candidate]

  init(_ input: RosterInput) {
    self.input = input
    let known = Set(input.known.map(\.key))
    let there = Set(input.candidates.filter(\.presence.isThere).map(\.key))
    gone = input.known.filter { $0.kind == .physical && !there.contains($0.key) }
      .sorted { ($0.number, $0.key) < ($1.number, $1.key) }
    var seen: Set<StationKey> = []
    let left = LeftAlone(input.ignored)
    newcomers = input.candidates.filter { candidate in
      candidate.kind == .physical && candidate.presence.isThere && !known.contains(candidate.key)
        && seen.insert(candidate.key).inserted && left.word(about: candidate) == nil
    }
    guard !gone.isEmpty, !newcomers.isEmpty else { return }
    findRebased()
    findMoved()
    ask()
  }

  private func isFree(_ record: Enrolled) -> Bool { moves[record.key] == nil }

  private mutating func move(_ record: Enrolled, to key: StationKey, _ event: Change.StationEvent) {
    moves[record.key] = (key, event)
    newcomers.removeAll { $0.key == key }
  }

  private mutating func findMoved() {
    let shared = input.shared
    var byNumber: [SerialMark: [Enrolled]] = [:]
    for record in gone where isFree(record) {
      for number in record.marks.hub?.tellingNumbers(distrusting: shared) ?? [] {
        byNumber[number, default: []].append(record)
      }
    }
    var pairs: [(record: Enrolled, key: StationKey)] = []
    for newcomer in newcomers {
      guard let hub = newcomer.marks.hub else { continue }
      var matches: [StationKey: Enrolled] = [:]
      for number in hub.tellingNumbers(distrusting: shared) {
        for record in byNumber[number] ?? [] where record.marks.hub?.mayBe(hub) ?? false {
          matches[record.key] = record
        }
      }
      if matches.count == 1, let record = matches.values.first {
        pairs.append((record, newcomer.key))
      }
    }
    // Two newcomers with one number: it is not the number of one thing.
    let counts = Dictionary(pairs.map { ($0.record.key, 1) }, uniquingKeysWith: +)
    for (record, key) in pairs where counts[record.key] == 1 {
      // What comes up now here and now there stays where it was until it is steady.
      if input.flapping.contains(record.key) {
        pending.insert(key)
      } else {
        move(record, to: key, .moved)
      }
    }
  }

  /// A controller is gone and another is new, and on the same routes stand the same models. One
  /// station alone proves nothing: it could be another dock of the same make.
  private mutating func findRebased() {
    guard !input.controllers.isEmpty else { return }
    let lost = Dictionary(grouping: gone.filter(isFree)) { $0.key.place?.controller ?? "" }
      .filter { controller, _ in
        !controller.isEmpty && !input.controllers.contains(controller)
      }
    let used = Set(input.known.compactMap { $0.key.place?.controller })
    let new = Dictionary(grouping: newcomers) { $0.key.place?.controller ?? "" }
      .filter { controller, _ in !controller.isEmpty && !used.contains(controller) }
    guard !lost.isEmpty, !new.isEmpty else { return }
    var pairs: [(old: String, new: String)] = []
    for (old, records) in lost where !records.contains(where: { input.awaited.contains($0.key) }) {
      for (controller, candidates) in new where fit(records, candidates) >= 2 {
        pairs.append((old, controller))
      }
    }
    for (old, controller) in pairs.sorted(by: { $0 < $1 }) {
      guard pairs.count(where: { $0.old == old }) == 1,
        pairs.count(where: { $0.new == controller }) == 1
      else { continue }
      for record in lost[old] ?? [] {
        guard let route = record.key.place?.route else { continue }
        move(record, to: StationKey(controller + "/" + route), .rebased)
      }
    }
  }

  /// How many stand where they stood; 0 if one stands there that cannot be the same.
  private func fit(_ records: [Enrolled], _ candidates: [Candidate]) -> Int {
    let byRoute = Dictionary(
      candidates.map { ($0.key.place?.route, $0) }, uniquingKeysWith: { first, _ in first })
    var count = 0
    for record in records {
      guard let candidate = byRoute[record.key.place?.route] else { continue }
      guard record.marks.looksLike(candidate.marks) else { return 0 }
      count += 1
    }
    return count
  }

  private mutating func ask() {
    // Only one hub's model and serial number can be another's, so most are never compared.
    let byHub = Dictionary(grouping: gone.filter(isFree)) { $0.marks.hub.map(HubName.init) }
    for newcomer in newcomers where !pending.contains(newcomer.key) {
      guard let hub = newcomer.marks.hub else { continue }
      // More than a few names help nobody.
      let alike = (byHub[HubName(hub)] ?? []).lazy
        .filter { $0.marks.looksLike(newcomer.marks) }.prefix(Self.mostNames)
      if alike.contains(where: { input.awaited.contains($0.key) }) {
        pending.insert(newcomer.key)
      } else if !alike.isEmpty {
        questions[newcomer.key] = Array(alike)
      }
      if isStillAsked(newcomer) { pending.insert(newcomer.key) }
    }
  }

  private static let mostNames = 5

  private struct HubName: Hashable {
    var model: String
    var serial: String?

    init(_ mark: DeviceMark) { (model, serial) = (mark.model, mark.serial) }
  }

  /// Its hub has not said yet which box it is, and that could tell.
  private func isStillAsked(_ newcomer: Candidate) -> Bool {
    guard let anchor = newcomer.anchor, input.unread.contains(anchor),
      let hub = newcomer.marks.hub, hub.container == nil
    else { return false }
    return gone.contains { record in
      isFree(record) && record.marks.hub?.model == hub.model && record.marks.hub?.container != nil
    }
  }
}

extension Recognition {
  /// The questions that have one answer: a newcomer that can be one station only, which can be no
  /// other newcomer. By the station's key.
  var onlyAnswers: [StationKey: StationKey] {
    var answers: [StationKey: StationKey] = [:]
    for (newcomer, records) in questions where records.count == 1 {
      let record = records[0]
      let rivals = questions.values.count { $0.contains { $0.key == record.key } }
      if rivals == 1 { answers[record.key] = newcomer }
    }
    return answers
  }
}

extension Presence {
  /// Something is plugged in there now.
  public var isThere: Bool {
    switch self {
    case .absent, .away, .unknown: false
    case .complete, .incomplete, .conflict, .probing: true
    }
  }
}
