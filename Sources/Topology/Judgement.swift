import StationModel

/// The claim to a display that won, and those that lost.
struct Judgement {
  var claim: Claim
  /// The strongest first; none is the winner's.
  var alternatives: [Alternative]

  init(_ claim: Claim, _ alternatives: [Alternative] = []) {
    self.claim = claim
    self.alternatives = alternatives
  }

  /// - Parameter claims: never empty; the first wins.
  init(_ claims: [Claim], stations: Stations) {
    claim = claims.first ?? .nobody(.heuristics, why: "nothing is known of it")
    var lost: [Alternative] = []
    func lose(_ slot: Int?, _ authority: Authority, _ why: String) {
      lost.append(
        Alternative(
          station: slot.map { stations.slots[$0].key }, rule: .display, authority: authority,
          why: why))
    }
    if case .conflict(let slots, let authority, _) = claim {
      for slot in slots { lose(slot, authority, "another station wants it with the same right") }
    }
    for other in claims.dropFirst() {
      let why = "\(Self.losing(other)), but \(Self.winning(claim, over: other))"
      switch other {
      case .station(let slot, let authority, _): lose(slot, authority, why)
      case .nobody(let authority, _): lose(nil, authority, why)
      case .conflict(let slots, let authority, _):
        for slot in slots { lose(slot, authority, why) }
      }
    }
    // As a device, what nobody may use is the host's.
    alternatives = lost.ranked(
      without: stations.slots[claim.slot ?? Stations.host].key, orNobody: claim.slot == nil)
  }

  private static func losing(_ claim: Claim) -> String {
    if claim.slot == Stations.host, claim.authority == .topology {
      return "what no station has is the host's"
    }
    return claim.why
  }

  private static func winning(_ claim: Claim, over other: Claim) -> String {
    if case .nobody(.heuristics, _) = claim { return "nothing tells whether it is so" }
    if claim.authority < other.authority { return "that names no station" }
    return switch claim.authority {
    case .administrator: "an administrator's word goes before that"
    case .enrollment: "what is known of old goes before that"
    case .udevSeat: "udev's seat goes before that"
    case .hardware: "the hardware database goes before that"
    case .topology, .heuristics: "its card is a station's"
    }
  }
}

extension [Alternative] {
  /// The strongest first, each place once, without the one that won.
  func ranked(without winner: StationKey, orNobody: Bool = false) -> [Alternative] {
    var ranked: [Alternative] = []
    // Insertion, since `sort` need not keep the order of equals; there are a handful at most.
    for lost in self where lost.station != winner && !(orNobody && lost.station == nil) {
      let place = ranked.firstIndex { $0.authority < lost.authority } ?? ranked.endIndex
      ranked.insert(lost, at: place)
    }
    for index in ranked.indices.dropFirst().reversed()
    where ranked[..<index].contains(where: { $0.station == ranked[index].station }) {
      ranked.remove(at: index)
    }
    return ranked
  }
}
