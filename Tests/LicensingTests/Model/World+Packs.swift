import Licensing
import StationModel

extension World {
  mutating func performOnPacks(_ step: Step) {
    switch step {
    case .addPack(let plan): addPack(plan)
    case .removePack(let index):
      guard let (source, place) = pack(index) else { return }
      removePack(place, of: source)
    case .removeLicenses(let index, let count):
      guard let (source, place) = pack(index) else { return }
      let left = sources[source].packs[place].count - sources[source].packs[place].removed
      sources[source].packs[place].removed += min(count, left)
    case .trust(let index):
      guard let (source, place) = pack(index) else { return }
      let id = sources[source].packs[place].id
      sources[source].untrusted[id] =
        sources[source].untrusted[id] == nil && index % 2 == 0 ? "its key is gone" : nil
    case .refuse(let index):
      guard let (source, place) = pack(index) else { return }
      let id = sources[source].packs[place].id
      // More often put right than broken.
      sources[source].refused[id] =
        sources[source].refused[id] == nil && index % 2 == 0 ? "it was edited" : nil
    case .source(let index, let state):
      let states: [SourceState] = [
        .unreachable(why: "no answer"), .denied(why: "not this host"), .unknown,
        .incompatible(why: "too old"),
      ]
      sources[index % sources.count].state = state < states.count ? states[state] : .reachable
    default: break
    }
  }

  /// Where the pack is: which source, which of its packs.
  func pack(_ index: Int) -> (source: Int, place: Int)? {
    let all = sources.indices.flatMap { source in
      sources[source].packs.indices.map { (source, $0) }
    }
    return all.isEmpty ? nil : all[index % all.count]
  }

  /// Somebody tidies up.
  private mutating func removeEnded() {
    let now = now
    for source in sources.indices {
      for place in sources[source].packs.indices.reversed() {
        if let end = sources[source].packs[place].validUntil, end <= now {
          removePack(place, of: source)
        }
      }
    }
  }

  /// A source says something only of packs that it lists.
  private mutating func removePack(_ place: Int, of source: Int) {
    let id = sources[source].packs.remove(at: place).id
    sources[source].untrusted[id] = nil
    sources[source].refused[id] = nil
  }

  private mutating func addPack(_ plan: Step.PackPlan) {
    if packs.count == 4 { removeEnded() }
    guard packs.count < 4 else { return }
    let source = plan.source % sources.count
    var id = "p\(added)"
    // The same file may be in another source too.
    if plan.takesOldID, let other = packs.first { id = other.id } else { added += 1 }
    guard !sources[source].packs.contains(where: { $0.id == id }) else { return }
    let begin = now + .days(Int64(plan.begins))
    let end: Timestamp? = plan.lasts == 0 ? nil : max(begin, now) + .days(Int64(plan.lasts))
    let coverages: [Set<StationKind>] = [
      Set(StationKind.allCases), [.physical, .host], [.desktop], [.desktop, .network],
      [.physical, .desktop], [.physical], [.host, .desktop],
    ]
    let former = plan.replaces.flatMap { back -> String? in
      // An id that is to come, too: that makes circles.
      let number = added - back
      return number >= 0 && "p\(number)" != id ? "p\(number)" : nil
    }
    sources[source].packs.append(
      Pack(
        id: id, issuer: "School", keyID: "k1", kind: plan.isUser ? .user : .device,
        count: plan.count,
        coverage: isUniform ? coverages[0] : coverages[plan.coverage % coverages.count],
        validFrom: begin, validUntil: end, replaces: former.map { [$0] } ?? [],
        isConvertible: plan.isConvertible, addedAt: now))
  }
}
