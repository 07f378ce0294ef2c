import StationModel
import Words

/// What notices about stations without a license say.
extension Wording {
  /// For a cause that concerns one station: there are too few licenses, or they ran out.
  static func station(
    _ station: Uncovered, pool: PoolPicture, mode: LicenseMode, refuses: Bool, raisedAt: Timestamp
  ) -> Wording {
    var words: [Slot: Filling] = [
      .station: .station(station.name),
      .shortage: .saying(.shortage(pool, of: station.kind, mode)),
    ]
    let circumstance: Circumstance
    switch (station.cause, station.standing) {
    case (_, .over(let users)):
      circumstance = .over
      words[.have] = .saying(.have(users))
      words[.missing] = .saying(.count(.missing, max(pool.over, users.count, 1)))
      words[.date] = .date(station.deadline)
    case (.expired, _): circumstance = .expired
    case (_, _) where mode == .perUser:
      circumstance = .exhaustedForPeople
      words[.person] = .people(PeopleNames(station.users.count == 1 ? station.users : []))
    default: circumstance = .exhausted
    }
    var sayings = NoticeSayings(circumstance, words)
    switch station.standing {
    case .inGrace:
      sayings.body.append(
        .mayBeUsed([station.name], until: station.deadline, from: raisedAt))
      sayings.forPeople = refuses ? .goesOnNoneNew : .goesOn
    case .unlicensed:
      sayings.summary = .isNotLicensed([station.name])
      sayings.body.append(.isWithout([station.name], since: station.deadline))
      sayings.forPeople = refuses ? .goesOnNowNoneNew : .goesOnNow
    case .over: sayings.forPeople = .goesOnNow
    }
    if let note = station.note.map({ sentence($0) }), !note.isEmpty {
      sayings.body.append(Saying(.note, [.what: .text(note)]))
    }
    return Wording(sayings)
  }

  /// For a cause that concerns the host: one notice that names the stations, in their numbers' order.
  static func host(
    _ cause: LicenseCause, _ stations: [Uncovered], sources: [SourceTrouble], refuses: Bool,
    raisedAt: Timestamp
  ) -> Wording {
    var sayings =
      cause == .unreachable
      ? NoticeSayings.unreachable(sources) : NoticeSayings(.unconfigured, [:])
    let inGrace = stations.filter(\.isInGrace)
    let ended = stations.filter { !$0.isInGrace }
    sayings.forPeople = refuses ? .goesOnNoneNew : .goesOn
    if let first = ended.map(\.deadline).min() {
      let isOne = ended.allSatisfy { $0.deadline == first }
      let names = ended.map(\.name)
      sayings.summary = Saying(
        .titleAnd, [.what: .saying(sayings.summary), .then: .saying(.isNotLicensed(names))])
      sayings.body.append(.isWithout(names, since: first, orLater: !isOne))
      sayings.forPeople = refuses ? .goesOnNowNoneNew : .goesOnNow
    }
    if let first = inGrace.map(\.deadline).min() {
      let isOne = inGrace.allSatisfy { $0.deadline == first }
      sayings.body.append(
        .mayBeUsed(inGrace.map(\.name), until: first, from: raisedAt, orLonger: !isOne))
    }
    return Wording(sayings)
  }
}

extension NoticeSayings {
  /// `sources` are in order.
  static func unreachable(_ sources: [SourceTrouble]) -> NoticeSayings {
    let each = sources.map { source in
      NoticeSayings(
        Circumstance(source.state),
        [.source: .saying(.source(source.name)), .why: .clause(source.state.why ?? "")])
    }
    switch each.count {
    case 0:
      return NoticeSayings(
        .sourceUnreachable, [.source: .saying(.source(nil)), .why: .phrase(.unknownReason)])
    case 1: return each[0]
    default:
      let shown = each.prefix(4).flatMap(\.body)
      let more = each.count > 4 ? [Saying.count(.moreSources, each.count - 4)] : []
      return NoticeSayings(
        .severalSources, [.count: .number(each.count), .sources: .sayings(shown + more)])
    }
  }
}
