import StationModel

/// What notices about stations without a license say.
extension Wording {
  /// For a cause that concerns one station: there are too few licenses, or they ran out.
  static func station(
    _ station: Uncovered, pool: PoolPicture, mode: LicenseMode, raisedAt: Timestamp
  ) -> Wording {
    var words: [Slot: String] = [
      .station: station.name.text, .shortage: Phrase.shortage(pool, of: station.kind, mode),
    ]
    let circumstance: Circumstance
    var end = ""
    switch (station.cause, station.standing) {
    case (_, .over(let users)):
      circumstance = .over
      words[.have] = Phrase.have(users)
      words[.missing] = Phrase.missing(max(pool.over, users.count, 1))
      words[.date] = station.deadline.utcText
    case (.expired, _): circumstance = .expired
    case (_, _) where mode == .perUser:
      circumstance = .exhaustedForPeople
      words[.person] = Phrase.people(station.users.count == 1 ? station.users : [])
    default: circumstance = .exhausted
    }
    var wording = Wording(circumstance, words)
    switch station.standing {
    case .inGrace:
      end = Phrase.mayBeUsed([station.name], until: station.deadline, from: raisedAt) + "."
    case .unlicensed:
      wording.summary = Phrase.isNotLicensed([station.name]).sentenceStart
      end = Phrase.isWithout([station.name], since: station.deadline)
    case .over: break
    }
    wording.body = [wording.body, end, station.note.map { Phrase.sentence($0) } ?? ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    return wording
  }

  /// For a cause that concerns the host: one notice that names the stations, in their numbers' order.
  static func host(
    _ cause: LicenseCause, _ stations: [Uncovered], sources: [SourceTrouble], raisedAt: Timestamp
  ) -> Wording {
    var wording =
      cause == .unreachable ? Wording.unreachable(sources) : Wording(.unconfigured, [:])
    let inGrace = stations.filter(\.isInGrace)
    let ended = stations.filter { !$0.isInGrace }
    if let first = ended.map(\.deadline).min() {
      let isOne = ended.allSatisfy { $0.deadline == first }
      wording.summary += ": " + Phrase.isNotLicensed(ended.map(\.name))
      wording.body += " " + Phrase.isWithout(ended.map(\.name), since: first, orLater: !isOne)
    }
    if let first = inGrace.map(\.deadline).min() {
      let isOne = inGrace.allSatisfy { $0.deadline == first }
      wording.body +=
        " " + Phrase.mayBeUsed(inGrace.map(\.name), until: first, from: raisedAt)
        + (isOne ? "." : ", some of them longer.")
    }
    return wording
  }

  /// `sources` are in order.
  static func unreachable(_ sources: [SourceTrouble]) -> Wording {
    let each = sources.map { source in
      Wording(
        Circumstance(source.state),
        [.source: Phrase.source(source.name), .why: Phrase.clause(source.state.why ?? "")])
    }
    switch each.count {
    case 0:
      return Wording(
        .sourceUnreachable, [.source: Phrase.source(nil), .why: "the reason is not known"])
    case 1: return each[0]
    default:
      let shown = each.prefix(4).map(\.body)
      let more = each.count > 4 ? ["\(each.count - 4) more give none either."] : []
      return Wording(
        .severalSources,
        [.count: String(each.count), .sources: (shown + more).joined(separator: " ")])
    }
  }
}
