import Licensing
import StationModel

/// One station of very many that comes and goes; what that changes is committed each time.
final class RevolvingDoor {
  private var planner = LicensePlanner()
  private var station: Station
  private var pending: [Change]
  private let now: Timestamp

  /// In the middle: neither the first nor the last in the order.
  init(_ campus: Campus) {
    let question = campus.question
    pending = planner.decide(question).changes
    station = question.stations[question.stations.count / 2]
    now = question.now
  }

  func turn() -> LicensingDelta {
    station.need = station.need == .needed ? .notNeeded(why: "it is incomplete") : .needed
    let delta = planner.update([station], committed: pending, now: now)
    pending = delta.changes
    return delta
  }
}
