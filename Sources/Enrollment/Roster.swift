public import StationModel

/// Who is a station now, and what the ledger must write for that to be so tomorrow.
public struct Roster: Sendable, Equatable {
  /// By number.
  public var stations: [Station]
  /// What is not a station, or not yet; in the order in which topology named them.
  public var candidates: [Candidate]
  public var changes: [Change]

  public init(stations: [Station], candidates: [Candidate], changes: [Change]) {
    self.stations = stations
    self.candidates = candidates
    self.changes = changes
  }
}

/// Compares what is seen with what the ledger knows.
///
/// Pure and level-triggered: once `changes` are applied to `known`, the same question gives the same
/// stations and no changes. A number and a name, once given, never change here.
///
/// - Parameters:
///   - candidates: from topology. The first of two with one key counts.
///   - desktops: the plugins that have spoken since the agent started. A plugin that is not among
///     them has said nothing yet, which is not the same as having no desktops.
///   - known: the ledger's records.
///   - awaited: stations that were not seen yet since the agent started a moment ago. They are
///     unknown for now, not absent.
public func roster(
  candidates: [Candidate], desktops: [DesktopPicture], known: [Enrolled],
  awaited: Set<StationKey> = [], policy: EnrollmentPolicy, now: Timestamp
) -> Roster {
  var book = Book(known: known)
  let listed = ListedDesktops(desktops)
  let seen = firstOfEach(candidates)
  let byKey = Dictionary(seen.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

  for record in book.known {
    if record.key == .host {
      book.keepHost(record, candidate: byKey[.host], policy: policy, now: now)
    } else if record.kind == .desktop {
      book.keepDesktop(record, seen: listed.sighting(of: record.key), now: now)
    } else {
      book.keepPlace(
        record, candidate: byKey[record.key], isAwaited: awaited.contains(record.key), now: now)
    }
  }
  for candidate in seen where !book.isStation(candidate.key) {
    if candidate.key == .host {
      book.enrollHost(candidate, policy: policy, now: now)
    } else if candidate.presence == .complete, case .decided = candidate.standing {
      book.enrollPlace(candidate, now: now)
    }
  }
  for (key, desktop) in listed.countable where !book.isStation(key) {
    book.enrollDesktop(desktop, key: key, now: now)
  }
  return Roster(
    stations: book.stations.sorted {
      ($0.record.number, $0.key) < ($1.record.number, $1.key)
    },
    candidates: seen.filter { !book.isStation($0.key) }, changes: book.changes)
}

private func firstOfEach(_ candidates: [Candidate]) -> [Candidate] {
  var keys: Set<StationKey> = []
  return candidates.filter { keys.insert($0.key).inserted }
}
