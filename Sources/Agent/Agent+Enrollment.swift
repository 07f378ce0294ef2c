import AgentInterface
import DBus
import Enrollment
import Ledger
import StationModel

/// What administrators may say about who is a station, and in which order.
extension Agent {
  // MARK: Priority and labels

  func setPriority(_ record: Enrolled, _ priority: Int?, by user: Int) throws(AgentError) {
    guard let priority, (-1000...1000).contains(priority) else {
      throw AgentError(
        .badArgument, "That is no priority.",
        nextStep: "Take a whole number from -1000 to 1000; higher goes first.")
    }
    var record = record
    record.priority = priority
    try arrange(record, by: user)
  }

  func setLabels(_ record: Enrolled, _ labels: [String]?, by user: Int) throws(AgentError) {
    guard let labels, labels.count <= 16, labels.allSatisfy(Self.isLabel) else {
      throw AgentError(
        .badArgument, "Those are no labels.",
        nextStep: "Take up to 16 words of 1 to 32 small letters, digits, '-', '_' and '.'.")
    }
    var record = record
    record.labels = Set(labels).sorted()
    try arrange(record, by: user)
  }

  static func isLabel(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.".utf8.contains(byte)
      }
  }

  private func arrange(_ record: Enrolled, by user: Int) throws(AgentError) {
    if book.enrolled.contains(record) { return }
    try apply([.station(record, event: .arranged)], by: user)
  }

  // MARK: Leaving alone

  func ignore(_ candidate: Candidate, by user: Int) throws(AgentError) {
    guard candidate.kind == .physical else {
      throw AgentError(
        .badArgument, "The host cannot be ignored.",
        nextStep: "See 'host-counts' in the configuration.")
    }
    try apply([.ignore(word(about: candidate.key, candidate.marks))], by: user)
  }

  /// A station that is to be none any more: forgotten although it is still plugged in.
  func ignore(_ record: Enrolled, by user: Int) throws(AgentError) {
    guard record.kind == .physical else {
      throw AgentError(
        .badArgument, "Station \(record.number) is \(record.kind.words).",
        nextStep: "Only what hangs on a hub can be ignored.")
    }
    // The record may still have the marks of the hub that was there before.
    let seen = plan?.seen.candidates.first { $0.key == record.key }
    try apply(
      [.forget(record.key), .ignore(word(about: record.key, seen?.marks ?? record.marks))],
      by: user)
  }

  /// The end of a word that was given, if one was.
  func heeding(_ key: StationKey) -> [Change] {
    book.ignored.contains { $0.key == key } ? [.heed(key)] : []
  }

  private func word(about key: StationKey, _ marks: StationMarks) -> Ignored {
    Ignored(key: key, model: marks.hub?.model, since: clock.now)
  }

  // MARK: Moving

  /// An administrator says that a station which is gone is what is plugged in there.
  func moved(_ record: Enrolled, to key: String, by user: Int) throws(AgentError) {
    guard record.kind == .physical else {
      throw AgentError(
        .badArgument, "Station \(record.number) has no place that could be another one.",
        nextStep: "Only a station with a hub can move.")
    }
    let station = plan?.roster.stations.first { $0.key == record.key }
    switch station?.presence {
    case .absent, .away, .unknown: break
    default:
      throw AgentError(
        .stationPresent, "Station \(record.number) is still at \(record.key).",
        nextStep: "A station can be taken as moved while it is gone from its old place.")
    }
    let candidate = try candidate(at: BusName.path("candidate", key))
    guard candidate.kind == .physical, candidate.presence.isThere else {
      throw AgentError(
        .noSuchCandidate, "There is nothing at \(candidate.key) now that could be a station.",
        nextStep: "See what there is with: stationctl stations")
    }
    var moved = record.moved(to: candidate.key)
    moved.absentSince = nil
    try apply(
      [.move(from: record.key, to: moved, event: .moved)] + heeding(candidate.key), by: user)
    sightings.forget(record.key)
    look()
  }

  /// What a remap would do, and does if it is confirmed.
  func remap(_ isConfirmed: Bool?, by user: Int?) throws(AgentError) -> Value {
    guard let isConfirmed, let plan else {
      throw AgentError(.badArgument, "Remap needs to know whether it is confirmed.", nextStep: "")
    }
    if let restless = plan.roster.stations.first(where: {
      $0.record.kind == .physical && $0.presence.isPassing
    }) {
      throw AgentError(
        .notSettled,
        "Station \(restless.record.number) comes or goes at this moment, so its place is not known.",
        nextStep: "Try again in some seconds, or look at it: stationctl station show "
          + "\(restless.record.number)")
    }
    let remap = Enrollment.remap(
      rosterInput(world(of: book), plan.sorting, plan.seen))
    if isConfirmed, let user, !remap.changes.isEmpty {
      try apply(remap.changes, by: user)
    }
    return RemapLine.value(
      remap.lines.map { line in
        RemapLine(
          number: line.record.number, formerNumber: line.formerNumber, name: line.record.name,
          key: line.record.key.text, formerKey: line.formerKey.text)
      })
  }
}

extension StationKind {
  /// After "is".
  var words: String {
    switch self {
    case .host: "the host"
    case .physical: "a physical station"
    case .network: "a remote session"
    case .desktop: "a virtual desktop"
    }
  }
}

extension Presence {
  /// It will be something else in a moment.
  fileprivate var isPassing: Bool {
    switch self {
    case .probing, .away, .unknown: true
    case .complete, .incomplete, .absent, .conflict: false
    }
  }
}
