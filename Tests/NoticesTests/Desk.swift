import Notices
import StationModel

/// 2026-11-23 20:15 UTC.
let evening = Timestamp(seconds: 1_795_464_900)

/// The front desk: station 2.
let frontDesk = StationKey("place/2")

func station(_ number: Int, _ name: String = "Front desk", users: [String] = []) -> Station {
  Station(
    record: Enrolled(
      key: StationKey("place/\(number)"), number: number, name: name, kind: .physical,
      enrolledAt: evening),
    presence: .complete, need: .needed, users: users)
}

/// Of the front desk alone, with nothing wrong and nothing told.
func quiet(
  _ state: LicenseState? = nil, users: [String] = [],
  pool: PoolPicture = PoolPicture(total: 5, used: 5, short: 1), active: [Notice] = []
) -> NoticeInput {
  NoticeInput(
    stations: [station(2, users: users)], states: state.map { [frontDesk: $0] } ?? [:], pool: pool,
    sources: [], active: active, now: evening)
}

/// The notices that are told, and why others are closed: `id: why`.
func tidings(_ decision: NoticeDecision) -> (told: [Notice], closed: [String]) {
  var told: [Notice] = []
  var closed: [String] = []
  for change in decision.changes {
    switch change {
    case .notice(let notice): told.append(notice)
    case .closeNotice(let id, let why): closed.append("\(id): \(why)")
    default: closed.append("not a change of the board")
    }
  }
  return (told, closed)
}
