import Ledger
import StationModel

/// A place that licenses come from. The agent asks its sources in order; the embedded pool, which is in
/// this host's own ledger, is the first.
///
/// A source never makes the agent wait: it shows what it knows, and says "look again" when that has
/// changed. What it gave is written into this host's ledger with its term, so that it counts to its
/// end whatever becomes of the source (docs/licenses.md, "Sources").
protocol LicenseSource {
  /// What it offers and how it stands, as far as it is known now.
  var picture: SourcePicture { get }

  /// What was decided about its own leases (grants, renewals, releases, revocations), all of one
  /// decision at once. Answers what may be written down now: all or nothing, since only as a whole
  /// do they keep its packs within their count. A source that has to ask somebody answers with nothing
  /// and says "look again" when it was told.
  func admit(_ changes: [Change]) -> [Change]
}

/// The pool in this host's own ledger: nobody else needs to be asked.
struct EmbeddedPool: LicenseSource {
  var packs: [Pack]
  var standing: PackStanding
  /// Why the ledger cannot be written now.
  var trouble: LedgerError?

  var picture: SourcePicture {
    SourcePicture(
      state: trouble.map { SourceState($0) } ?? .reachable, packs: packs,
      untrusted: standing.untrusted, refused: standing.refused)
  }

  func admit(_ changes: [Change]) -> [Change] { changes }
}

extension SourceState {
  /// The embedded pool while its ledger cannot be written.
  init(_ error: LedgerError) {
    let why = oneSentence(error.message)
    switch error {
    case .newerSchema: self = .incompatible(why: why)
    case .failed(_, let code, _) where Self.isDenial(code): self = .denied(why: why)
    default: self = .unreachable(why: why)
    }
  }

  /// SQLITE_PERM, SQLITE_READONLY and SQLITE_AUTH, whatever their extension.
  private static func isDenial(_ code: Int32) -> Bool { [3, 8, 23].contains(code & 0xFF) }
}

/// What of a decision may be written down now. What concerns no source's lease always may.
func admitted(
  _ changes: [Change], by sources: [any LicenseSource], leases: [Lease]
) -> [Change] {
  let packs = Dictionary(
    leases.map { ($0.holder, $0.pack) }, uniquingKeysWith: { first, _ in first })
  var owners: [String: Int] = [:]
  for (index, source) in sources.enumerated() {
    for pack in source.picture.packs where owners[pack.id] == nil { owners[pack.id] = index }
  }
  // A pack that no source lists is the embedded pool's: it is only released.
  func owner(_ change: Change) -> Int? {
    switch change {
    case .lease(let lease, _): owners[lease.pack] ?? 0
    case .release(let holder, _): packs[holder].map { owners[$0] ?? 0 }
    case .revoke(let revocation): owners[revocation.pack] ?? 0
    default: nil
    }
  }
  let groups = Dictionary(
    grouping: changes.compactMap { change in owner(change).map { ($0, change) } }
  ) { $0.0 }
  var refused: Set<Int> = []
  for (index, group) in groups where sources.indices.contains(index) {
    let own = group.map(\.1)
    if sources[index].admit(own) != own { refused.insert(index) }
  }
  return refused.isEmpty
    ? changes : changes.filter { change in owner(change).map { !refused.contains($0) } ?? true }
}
