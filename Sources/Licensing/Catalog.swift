import StationModel

/// The packs of all sources, each id once, with what planning asks of them by slot.
///
/// Kept apart in columns, since copying whole packs is what planning would spend its time on.
struct Catalog {
  private(set) var packs: [Pack] = []
  /// The source that it belongs to, as a place in the order of preference.
  private(set) var sources: [Int] = []
  private(set) var isReachable: [Bool] = []
  /// Whether the pack's key is not trusted now.
  private(set) var isUntrusted: [Bool] = []
  private(set) var coverage: [Coverage] = []
  /// When each pack ends: by its own date, or earlier because another one takes its place.
  var ends: [Timestamp] = []
  /// The pack that takes its place before its own end.
  var successors: [Int?] = []
  let isEverySourceReachable: Bool
  private var slots: [String: Int] = [:]
  private var refusals: [String: Refusal] = [:]

  private struct Refusal {
    var why: String
    var isReachable: Bool
  }

  /// What is known of a lease's pack.
  enum Place: Equatable {
    case listed(Int)
    /// It is not what its issuer signed; `isReachable`: leases of it can be released.
    case refused(why: String, isReachable: Bool)
    case unlisted
  }

  init(_ pictures: [SourcePicture]) {
    isEverySourceReachable = pictures.allSatisfy { $0.state == .reachable }
    var owners: [String: Int] = [:]
    for (source, picture) in pictures.enumerated() {
      let isReachable = picture.state == .reachable
      for (id, why) in picture.refused where owners[id, default: source] == source {
        owners[id] = source
        refusals[id] = Refusal(why: why, isReachable: isReachable)
      }
      for pack in picture.packs {
        guard owners[pack.id, default: source] == source, refusals[pack.id] == nil else { continue }
        owners[pack.id] = source
        if let slot = slots[pack.id] {
          if pack.comes(before: packs[slot]) { packs[slot] = pack }
          continue
        }
        slots[pack.id] = packs.count
        packs.append(pack)
        sources.append(source)
        self.isReachable.append(isReachable)
        isUntrusted.append(picture.untrusted[pack.id] != nil)
      }
    }
    coverage = packs.map { Coverage($0.coverage) }
    ends = packs.map(\.end)
    successors = Array(repeating: nil, count: packs.count)
    replace()
  }

  func slot(of id: String) -> Int? { slots[id] }

  func place(of id: String) -> Place {
    if let slot = slots[id] { return .listed(slot) }
    if let refusal = refusals[id] {
      return .refused(why: refusal.why, isReachable: refusal.isReachable)
    }
    return .unlisted
  }

  /// Whether a lease of this pack may be released: only where its source answers.
  func isReleasable(_ id: String) -> Bool {
    switch place(of: id) {
    case .listed(let slot): isReachable[slot]
    case .refused(_, let isReachable): isReachable
    case .unlisted: isEverySourceReachable
    }
  }

  func isValid(_ slot: Int, at now: Timestamp) -> Bool {
    packs[slot].validFrom <= now && now < ends[slot]
  }
}

extension Pack {
  /// The first moment at which it is no longer valid, by its own date.
  var end: Timestamp { validUntil ?? Timestamp(milliseconds: .max) }

  /// Which of two packs with one id in one source is taken; no source ever has two.
  func comes(before other: Pack) -> Bool {
    if validFrom != other.validFrom { return validFrom < other.validFrom }
    if end != other.end { return end < other.end }
    if count != other.count { return count < other.count }
    let (mine, theirs) = (Coverage(coverage).rawValue, Coverage(other.coverage).rawValue)
    if mine != theirs { return mine < theirs }
    if kind != other.kind { return kind.rawValue < other.kind.rawValue }
    if removed != other.removed { return removed < other.removed }
    if converted != other.converted { return converted < other.converted }
    if addedAt != other.addedAt { return addedAt < other.addedAt }
    if issuer != other.issuer { return issuer < other.issuer }
    if isConvertible != other.isConvertible { return isConvertible }
    return replaces.lexicographicallyPrecedes(other.replaces)
  }
}
