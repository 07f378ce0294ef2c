public import StationModel

/// Who is a station now, and what the ledger must write for that to be so tomorrow.
public struct Roster: Sendable, Equatable {
  /// By number.
  public var stations: [Station]
  /// What is not a station, or not yet; in the order in which topology named them.
  public var candidates: [Candidate]
  /// Candidates of which an administrator said that they are to be left alone.
  public var ignored: Set<StationKey>
  /// What administrators are to be asked about, in the same order.
  public var questions: [CandidateQuestion]
  /// By their old keys: stations that are known again in another place.
  public var moves: [StationKey: StationKey]
  public var changes: [Change]
  /// When to look again although nothing happens; nil if never.
  public var nextChange: Timestamp?
  /// By plugin: desktops that would be stations if there were not so many new ones.
  public var waiting: [String: WaitingDesktops] = [:]

  public init(
    stations: [Station], candidates: [Candidate], ignored: Set<StationKey> = [],
    questions: [CandidateQuestion] = [], moves: [StationKey: StationKey] = [:], changes: [Change],
    nextChange: Timestamp? = nil
  ) {
    self.stations = stations
    self.candidates = candidates
    self.ignored = ignored
    self.questions = questions
    self.moves = moves
    self.changes = changes
    self.nextChange = nextChange
  }
}

/// Compares what is seen with what the ledger knows.
///
/// Pure and level-triggered: once `changes` are applied to what is known, the same question gives the
/// same stations and no changes. A number and a name, once given, never change here.
public func roster(_ input: RosterInput) -> Roster {
  let recognition = Recognition(input)
  var book = Book(known: input.known, moves: recognition.moves)
  let (ignored, words) = LeftAlone.following(recognition.moves, input.ignored)
  for change in words { book.note(change) }
  let listed = ListedDesktops(input)
  var seen = firstOfEach(input.candidates)
  // Where a station was that is elsewhere now, there is nothing more.
  seen.removeAll { recognition.moves[$0.key] != nil && !$0.presence.isThere }
  let byKey = Dictionary(seen.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

  for record in book.known {
    if record.key == .host {
      book.keepHost(record, candidate: byKey[.host], input: input)
    } else if record.key.isDesktop {
      book.keepDesktop(record, seen: listed.sighting(of: record.key), input: input)
    } else {
      book.keepPlace(record, candidate: byKey[record.key], input: input)
    }
  }
  var door = Door(input: input, recognition: recognition, ignored: ignored)
  for candidate in seen where !book.isStation(candidate.key) {
    if candidate.key == .host {
      book.enrollHost(candidate, input: input)
    } else if door.admits(candidate) {
      book.enrollPlace(candidate, input: input)
    }
  }
  var rush = Rush(input, listed)
  for (key, desktop) in listed.fresh where !book.isStation(key) && book.admits(desktop) {
    guard rush.admits(key) else { continue }
    book.enrollDesktop(desktop, key: key, now: input.now)
  }
  for waiting in rush.waiting.values {
    book.look(againAt: max(waiting.since + Rush.time, input.now + .seconds(1)))
  }
  book.countOnce(listed.shown)
  for mark in input.sharedNow.subtracting(input.distrusted).sorted() {
    book.note(.distrust(mark))
  }
  var answer = Roster(
    stations: book.stations.sorted {
      ($0.record.number, $0.key) < ($1.record.number, $1.key)
    },
    candidates: seen.filter { !book.isStation($0.key) }.map(door.proposal),
    ignored: door.ignored, questions: door.questions, moves: book.moves, changes: book.changes,
    nextChange: book.nextChange)
  answer.waiting = rush.waiting
  return answer
}

private func firstOfEach(_ candidates: [Candidate]) -> [Candidate] {
  var keys: Set<StationKey> = []
  return candidates.filter { keys.insert($0.key).inserted }
}
