import Dice
public import Ledger
public import StationModel

/// Commits without end, each decided by its number alone, and what the ledger must hold after them.
///
/// So whoever knows the number of the last commit knows the whole state, without a word from the
/// process that wrote it.
public struct TortureScript {
  static let licenses = 10

  public private(set) var number: Int64 = 0
  /// Rows of history so far.
  public private(set) var rows: Int64 = 0
  private var stations: [StationKey: Enrolled] = [:]
  private var leases: [StationKey: Lease] = [:]
  private var graces: [StationKey: GraceClock] = [:]
  private var notices: [NoticeID: Notice] = [:]
  private var tellings: [String: Telling] = [:]
  private var mutes: [Mute.Audience: Mute] = [:]
  private var maintenance: Maintenance?
  private var packs: [StoredPack] = []

  public init() {}

  public var expected: LedgerState {
    LedgerState(
      enrolled: stations.values.sorted { $0.number < $1.number }, packs: packs,
      leases: leases.values.sorted { $0.holder < $1.holder },
      graces: graces.values.sorted { "\($0.subject)" < "\($1.subject)" },
      notices: notices.values.sorted { $0.id < $1.id },
      tellings: tellings.sorted { $0.key < $1.key }.map(\.value),
      mutes: mutes.values.sorted { $0.audience.rawValue < $1.audience.rawValue },
      mode: packs.isEmpty ? .unset : .perDevice, maintenance: maintenance,
      highWater: number == 0 ? nil : Timestamp(milliseconds: number))
  }

  /// The changes of the next commit, whose time is its number.
  public mutating func next() -> [Change] {
    number += 1
    var random = SplitMix(seed: UInt64(number))
    var changes: [Change] = []
    if number == 1 { changes += open() }
    // Always: a commit that was cut in two would show.
    changes.append(raise("counter", "\(number)"))
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if let change = step(&random) { changes.append(change) }
    }
    rows += Int64(changes.count)
    return changes
  }

  private mutating func open() -> [Change] {
    let now = Timestamp(milliseconds: number)
    let pack = Pack(
      id: "T", issuer: "torture", keyID: "0123456789abcdef", count: Self.licenses,
      coverage: [.physical], validFrom: now, validUntil: nil, addedAt: now)
    packs.append(StoredPack(pack: pack, token: "token"))
    return [.mode(.perDevice), .addPack(pack, token: "token")]
  }

  private mutating func raise(_ subject: String, _ body: String) -> Change {
    let notice = Notice(
      id: NoticeID(cause: "torture", subject: subject), severity: .info, stage: .begun,
      audience: .administrators, deadline: nil, stationNumber: nil, summary: "", body: body,
      nextStep: "", raisedAt: Timestamp(milliseconds: number))
    notices[notice.id] = notice
    return .notice(notice)
  }

  private mutating func step(_ random: inout SplitMix) -> Change? {
    let now = Timestamp(milliseconds: number)
    let any = stations.keys.sorted().randomElement(using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1:
      let key = StationKey("pci-0000:00:14.0/\(Int.random(in: 1...40, using: &random))")
      guard stations[key] == nil else { return nil }
      let taken = Set(stations.values.map(\.number))
      let free = (1...).first { !taken.contains($0) } ?? 0
      let record = Enrolled(
        key: key, number: free, name: "Station \(free)", kind: .physical, enrolledAt: now)
      stations[key] = record
      return .station(record, event: .enrolled)
    case 2:
      guard let any, leases[any] != nil || leases.count < Self.licenses else { return nil }
      let lease = Lease(station: any, pack: "T", grantedAt: now, expiresAt: now + .days(60))
      let isRenewal = leases.updateValue(lease, forKey: any) != nil
      return .lease(lease, isRenewal: isRenewal)
    case 3:
      guard let any, leases.removeValue(forKey: any) != nil else { return nil }
      return .release(.station(any), why: "torture")
    case 4:
      guard let any else { return nil }
      stations[any] = nil
      leases[any] = nil
      return .forget(any)
    case 5:
      guard let any else { return nil }
      var grace =
        graces[any]
        ?? GraceClock(subject: .station(any), startedAt: now, endsAt: now + .days(90))
      guard grace.endedAt == nil else { return nil }
      if graces[any] != nil { grace.endedAt = now }
      graces[any] = grace
      return .grace(grace)
    case 6: return tell(&random)
    case 7:
      let count = tellings.count
      tellings = tellings.filter { $0.value.keptUntil >= now }
      return tellings.count < count ? .forgetTellings(before: now) : nil
    case 8: return mute(random.one(of: Mute.Audience.allCases))
    case 9:
      maintenance = maintenance == nil ? Maintenance(since: now, until: now + .hours(2)) : nil
      return .maintenance(maintenance)
    case 10:
      guard let any, var record = stations[any] else { return nil }
      let isOpen = record.disabled == nil
      record.disabled = isOpen ? Disabled(since: now, message: "torture") : nil
      stations[any] = record
      return .station(record, event: isOpen ? .disabled : .enabled)
    default:
      let subject = "\(Int.random(in: 1...5, using: &random))"
      let id = NoticeID(cause: "torture", subject: subject)
      guard notices.removeValue(forKey: id) != nil else { return raise(subject, "x") }
      return .closeNotice(id, why: "torture")
    }
  }

  /// Nil for what was told in this very commit already.
  private mutating func tell(_ random: inout SplitMix) -> Change? {
    let now = Timestamp(milliseconds: number)
    let telling = Telling(
      notice: NoticeID(cause: "torture", subject: "counter"),
      recipient: .user("u\(Int.random(in: 1...9, using: &random))"), stage: .days7,
      deadline: now + .days(7), way: .desktop, state: .later, at: now, again: now + .days(1),
      keptUntil: now + Span(milliseconds: 5))
    guard tellings.updateValue(telling, forKey: telling.recipient.text) != telling else {
      return nil
    }
    return .told(telling)
  }

  private mutating func mute(_ audience: Mute.Audience) -> Change {
    let now = Timestamp(milliseconds: number)
    guard mutes.removeValue(forKey: audience) == nil else {
      return .unmute(cause: "torture", audience)
    }
    let mute = Mute(
      cause: "torture", audience: audience, since: now, until: now + .days(14), user: 7)
    mutes[audience] = mute
    return .mute(mute)
  }
}
