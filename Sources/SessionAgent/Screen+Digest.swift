import Words

/// Many at once are one.
extension Screen {
  /// More than a few have appeared in this moment, these among them.
  func isCrowded(by fresh: [Wanted], at now: Int64) -> Bool {
    if fresh.isEmpty { return false }
    if let digest, now - digest.since < Self.moment { return true }
    return fresh.count + recent(at: now).count > Self.crowd
  }

  /// What appeared by itself just now.
  private func recent(at now: Int64) -> Set<String> {
    Set(
      entries.filter { _, entry in
        guard case .alone = entry.place, entry.content != nil else { return false }
        return now - entry.since < Self.moment
      }.keys)
  }

  /// Brings the digest up to date: what joins it, what is left of it, what has a new stage in it.
  mutating func digestStep(
    _ notices: [Wanted], _ joining: [Wanted], at now: Int64, for reader: Reader
  ) -> Step? {
    var members: [(wanted: Wanted, since: Int64)] = []
    let joins = Set(joining.map(\.id))
    let folded = joining.isEmpty ? [] : recent(at: now)
    for wanted in notices {
      if joins.contains(wanted.id) {
        members.append((wanted, now))
      } else if let entry = entries[wanted.id],
        entry.place == .inDigest || folded.contains(wanted.id)
      {
        var wanted = wanted
        if wanted.isHeld {
          wanted.content = entry.content ?? wanted.content
          wanted.stage = entry.stage
        }
        members.append((wanted, wanted.stage == entry.stage ? entry.since : now))
      }
    }
    if members.isEmpty { return nil }
    // What is new rises.
    let order = members.enumerated().sorted {
      ($1.element.since, $0.offset) < ($0.element.since, $1.offset)
    }
    let wanted = order.map(\.element.wanted)
    let content =
      wanted.count == 1
      ? wanted[0].content : Content.digest(of: wanted.map(\.content), for: reader)
    let isSame = joining.isEmpty && wanted.allSatisfy { entries[$0.id]?.stage == $0.stage }
    if isSame, digest?.content == nil, wanted.count > 1 {
      digest?.content = content
      for one in wanted { entries[one.id]?.content = one.content }
      return nil
    }
    if isSame, digest?.content == content { return nil }
    return .show(notices: wanted, replacing: digest?.serverID ?? 0, content: content)
  }
}
