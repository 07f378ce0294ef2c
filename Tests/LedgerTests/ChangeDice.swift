import Dice
import Ledger
import StationModel

/// Random changes that mostly make sense for what the ledger holds, and sometimes do not.
struct ChangeDice {
  var random: SplitMix
  private var count = 0

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let packs = ["P-1", "P-2", "Ü-3"]
  private static let users = ["ada", "bob", "zoë", "zoe\u{308}x", "Ω"]
  private static let labels = ["exam", "room 3", "é", "z"]

  mutating func list(for state: LedgerState, at now: Timestamp) -> [Change] {
    // Each is chosen for the state that the ones before it lead to.
    var state = state
    var changes: [Change] = []
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let change = one(for: state, at: now)
      state.apply([change], at: now)
      changes.append(change)
    }
    return changes
  }

  private mutating func key() -> StationKey {
    switch Int.random(in: 0...9, using: &random) {
    case 0: .host
    case 1: .desktop(plugin: "vms", id: random.one(of: ["ä", "b c", "\u{1F600}"]))
    default: StationKey("pci-0/\(Int.random(in: 1...9, using: &random))")
    }
  }

  private mutating func holder(_ state: LedgerState) -> Holder {
    if random.chance(40) { return .user(random.one(of: Self.users)) }
    return .station(
      state.enrolled.isEmpty || random.chance(5) ? key() : random.one(of: state.enrolled).key)
  }

  private mutating func span() -> Span { .hours(Int64.random(in: 1...2000, using: &random)) }

  private mutating func mark() -> DeviceMark {
    DeviceMark(
      model: random.one(of: ["05e3:0608", "DEL:a0b1"]), serial: random.chance(50) ? "S 1" : nil,
      container: random.chance(30) ? "0a" : nil)
  }

  private mutating func record(_ state: LedgerState, at now: Timestamp) -> Enrolled {
    let key = key()
    let old = state.enrolled.first { $0.key == key }
    let taken = Set(state.enrolled.map(\.number))
    let free = (0...).first { !taken.contains($0) } ?? 0
    var record = Enrolled(
      key: key, number: old?.number ?? (random.chance(3) ? 1 : free), name: "Name \(count) \"é\n",
      kind: random.one(of: StationKind.allCases), enrolledAt: old?.enrolledAt ?? now,
      absentSince: random.chance(30) ? now : nil, priority: Int.random(in: -9...9, using: &random))
    if random.chance(30) { record.binding = DisplayPlace("pci-9/DP-1") }
    for label in Self.labels where random.chance(20) { record.labels.append(label) }
    if random.chance(25) {
      record.disabled = Disabled(since: now, message: random.chance(50) ? "Ü \"closed\"" : nil)
    }
    if random.chance(40) { record.marks.hub = mark() }
    if random.chance(40) { record.marks.display = mark() }
    return record
  }

  private mutating func pack(at now: Timestamp) -> Pack {
    Pack(
      id: random.one(of: Self.packs), issuer: "i", keyID: "0123456789abcdef",
      kind: random.one(of: LicenseKind.allCases), count: Int.random(in: 1...9, using: &random),
      coverage: [.physical, random.one(of: StationKind.allCases)], validFrom: now,
      validUntil: random.chance(50) ? now + span() : nil, product: random.chance(30) ? 7 : nil,
      features: random.chance(30) ? ["kiosk", "voice"] : [],
      binding: random.one(of: [nil, .host("h-1"), .site("Süd")]),
      replaces: random.chance(30) ? ["P-0"] : [], isConvertible: random.chance(50), addedAt: now)
  }

  private mutating func subject(_ state: LedgerState) -> GraceClock.Subject {
    random.chance(20) ? .host : .station(key())
  }

  private mutating func standing() -> LicenseStanding {
    let cause = random.one(of: [nil] + LicenseCause.allCases.map(Optional.some))
    return LicenseStanding(state: cause == nil ? "licensed" : "grace", cause: cause)
  }

  private mutating func one(for state: LedgerState, at now: Timestamp) -> Change {
    count += 1
    let station = state.enrolled.randomElement(using: &random)?.key ?? key()
    switch Int.random(in: 0...31, using: &random) {
    case 0, 1, 2: return .station(record(state, at: now), event: .enrolled)
    case 3: return .forget(random.chance(70) ? station : key())
    case 4, 5:
      var record = record(state, at: now)
      record.number = state.enrolled.first { $0.key == station }?.number ?? record.number
      return .move(from: station, to: record, event: .moved)
    case 6:
      var some = state.enrolled.filter { _ in random.chance(50) }
      let numbers = some.map(\.number).shuffled(using: &random)
      for (index, number) in numbers.enumerated() {
        some[index].number = number
        some[index].name = "Station \(number)"
      }
      return .renumber(some)
    case 7:
      return .ignore(
        Ignored(key: key(), model: random.chance(50) ? "05e3:0608" : nil, since: now))
    case 8: return .heed(key())
    case 9: return .distrust(SerialMark(model: "m", serial: random.one(of: ["1", "2"])))
    case 13:
      return .maintenance(
        random.chance(60)
          ? Maintenance(since: now, until: random.chance(50) ? now + span() : nil) : nil)
    case 10: return .mode(random.one(of: LicenseMode.allCases))
    case 11, 12: return .addPack(pack(at: now), token: "a.b.\(count)")
    case 14, 15, 16, 17: return telling(state, at: now)
    default: return licensing(state, station, at: now)
    }
  }

  private mutating func licensing(
    _ state: LedgerState, _ station: StationKey, at now: Timestamp
  ) -> Change {
    let pack = state.packs.randomElement(using: &random)?.pack
    let lease = state.leases.randomElement(using: &random)
    switch Int.random(in: 0...20, using: &random) {
    case 0: return .removePack(pack?.id ?? "P-1", licenses: random.chance(50) ? nil : 1)
    case 1:
      return .convertPack(pack?.id ?? "P-1", converted: Int.random(in: 0...3, using: &random))
    case 2, 3, 4, 5, 6:
      return .lease(
        Lease(
          holder: holder(state), pack: pack?.id ?? "P-1", grantedAt: now, expiresAt: now + span()),
        isRenewal: random.chance(50))
    case 7: return .release(lease?.holder ?? holder(state), why: "why \"\(count)\"\t")
    case 8, 9, 10:
      return .revoke(
        Revocation(
          holder: lease?.holder ?? holder(state), pack: lease?.pack ?? "P-1", revokedAt: now,
          until: lease?.expiresAt ?? now))
    case 11:
      let least = Int.random(in: 0...3, using: &random)
      return .reserve(
        Reservation(
          label: random.one(of: Self.labels), kind: random.one(of: StationKind.allCases),
          least: least, most: random.chance(50) ? least + 1 : nil))
    case 12: return .unreserve(label: random.one(of: Self.labels))
    case 13, 14: return grace(state, at: now)
    case 15, 16:
      let subject = state.graces.randomElement(using: &random)?.subject ?? subject(state)
      return .extend(
        GraceExtension(
          subject: subject, until: now + span(), by: span(), grantedAt: now, reason: "exam \(count)"
        ))
    case 17: return .standing(station, standing())
    case 18: return .clockMoved(by: Span(milliseconds: random.chance(50) ? 3_600_000 : -7_200_000))
    case 19:
      return .notice(
        Notice(
          id: NoticeID(
            cause: random.one(of: ["candidate", "exhausted", "flapping"]), subject: station.text),
          severity: .warning,
          stage: .days14, audience: .station, deadline: random.chance(50) ? now : nil,
          stationNumber: random.chance(50) ? 1 : nil, summary: "s", body: "b\n\(count)",
          nextStep: "n", words: random.chance(50) ? #"{"c":"é"}"# : "", raisedAt: now))
    default:
      return .closeNotice(
        state.notices.randomElement(using: &random)?.id ?? NoticeID("a/b"), why: "solved")
    }
  }

  private mutating func telling(_ state: LedgerState, at now: Timestamp) -> Change {
    let cause = random.one(of: ["candidate", "exhausted", "pack-ending"])
    let audience = random.one(of: Mute.Audience.allCases)
    switch Int.random(in: 0...9, using: &random) {
    case 0: return .forgetTellings(before: now)
    case 1, 2:
      return .mute(
        state.mutes.first { _ in random.chance(20) }
          ?? Mute(cause: cause, audience: audience, since: now, until: now + span(), user: 7))
    case 3: return .unmute(cause: cause, audience)
    default:
      // Sometimes what is there already: that is no change.
      if random.chance(20), let old = state.tellings.randomElement(using: &random) {
        return .told(old)
      }
      let recipient = random.one(of: Self.users.map { Recipient.user($0) } + [.program, .mail])
      return .told(
        Telling(
          notice: NoticeID(cause: cause, subject: random.one(of: ["ä", "b c", key().text])),
          recipient: recipient, stage: random.one(of: Stage.allCases),
          deadline: random.chance(50) ? now + span() : nil,
          way: random.one(of: Telling.Way.allCases), state: random.one(of: Telling.State.allCases),
          at: now, again: random.chance(20) ? now + span() : nil, keptUntil: now + span()))
    }
  }

  private mutating func grace(_ state: LedgerState, at now: Timestamp) -> Change {
    if random.chance(40), var old = state.graces.randomElement(using: &random) {
      if old.endedAt == nil { old.endedAt = max(now, old.startedAt) }
      return .grace(old)
    }
    return .grace(GraceClock(subject: subject(state), startedAt: now, endsAt: now + span()))
  }
}
