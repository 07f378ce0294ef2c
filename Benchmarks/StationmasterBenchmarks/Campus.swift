import Enrollment
import Licensing
import Notices
import StationModel

/// Many stations and licenses for half of them, 46 days after all of it began: the first leases are
/// due for renewal, the other half is in its grace and has its notices.
struct Campus {
  /// The setup did not give what is to be measured.
  struct Unexpected: Error { var what: String }

  private var candidates: [Candidate]
  private var desktops: [DesktopPicture]
  private var known: [Enrolled] = []
  private var packs: [Pack]
  private var leases: [Lease] = []
  private var graces: [GraceClock] = []
  private var standings: [StationKey: LicenseStanding] = [:]
  private var board: [Notice] = []
  private var now = Timestamp(seconds: 1_780_000_000)

  /// Three of four stations are hubs, one is a virtual desktop.
  init(stations count: Int) throws {
    candidates = (0..<count - count / 4).map(Self.hub)
    desktops = [
      DesktopPicture(
        plugin: "vms",
        desktops: (0..<count / 4).map {
          Desktop(id: "vm\($0)", name: "VM \($0)", kind: "vm", state: .running, isTemplate: false)
        }, isStale: false)
    ]
    packs = [
      Pack(
        id: "pack-1", issuer: "school", keyID: "0123456789abcdef", count: count / 2,
        coverage: [.physical, .desktop], validFrom: now, validUntil: nil, addedAt: now)
    ]
    try begin(count)
    now = now + .days(46)
  }

  private static func hub(_ number: Int) -> Candidate {
    let (controller, port) = number.quotientAndRemainder(dividingBy: 16)
    let key = StationKey.physical(
      controller: "pci-\(String(controller + 0x10000, radix: 16)):00:00.0",
      route: [port / 4 + 1, port % 4 + 1])
    let parts = [PartKind.hub, .display, .keyboard, .pointer].map { kind in
      Part(kind: kind, device: DevicePath("/sys/devices/\(key)/\(kind)"), label: "\(kind)")
    }
    return Candidate(
      key: key, kind: .physical, anchor: DevicePath("/sys/devices/\(key)"), label: "Desk hub",
      standing: .decided(.topology), presence: .complete, parts: parts, seat: nil)
  }

  /// The first day: everything is enrolled, half of it licensed, and all of that remembered.
  private mutating func begin(_ count: Int) throws {
    let roster = makeRoster()
    let decision = license(licensingInput(roster))
    let notices = decideNotices(noticeInput(roster, decision))
    board = notices.board
    for change in roster.changes + decision.changes {
      switch change {
      case .station(let record, _): known.append(record)
      case .lease(let lease, _): leases.append(lease)
      case .grace(let clock): graces.append(clock)
      case .standing(let key, let standing): standings[key] = standing
      default: throw Unexpected(what: "\(change)")
      }
    }
    guard known.count == count, leases.count == count / 2, board.count == count - count / 2 else {
      throw Unexpected(
        what: "\(known.count) stations, \(leases.count) leases, \(board.count) notices")
    }
  }

  private func makeRoster() -> Roster {
    var input = RosterInput(candidates: candidates, known: known, now: now)
    input.desktops = desktops
    return roster(input)
  }

  private func licensingInput(_ roster: Roster) -> LicensingInput {
    LicensingInput(
      stations: roster.stations, sources: [SourcePicture(packs: packs)], leases: leases,
      graces: graces, standings: standings, mode: .perDevice, now: now)
  }

  private func noticeInput(_ roster: Roster, _ decision: LicensingDecision) -> NoticeInput {
    let pool = PoolPicture(
      total: decision.pool.total, used: decision.pool.used, short: decision.pool.short)
    return NoticeInput(
      stations: roster.stations, states: decision.states, pool: pool, active: board, now: now)
  }

  // MARK: What is measured

  /// What `license` is asked on day 46.
  var question: LicensingInput { licensingInput(makeRoster()) }

  /// The whole plan, as the agent makes it after every change.
  func plan() -> (LicensingDecision, NoticeDecision) {
    let roster = makeRoster()
    let decision = license(licensingInput(roster))
    return (decision, decideNotices(noticeInput(roster, decision)))
  }
}
