import StationModel

/// What a notice says. One table for all causes; no other file has sentences for them.
struct Wording: Sendable, Equatable {
  var summary: String
  var body: String
  var nextStep: String
}

/// One station without a license, and until when or since when.
struct Uncovered {
  var name: StationName
  var key: StationKey
  var kind: StationKind
  var cause: LicenseCause
  /// The end of its grace, be it to come or past.
  var deadline: Timestamp
  var isInGrace: Bool
}

extension Wording {
  /// For a cause that concerns one station: there are too few licenses, or they ran out.
  /// `raisedAt` is when the present stage was told: lengths of time count from there, since a text
  /// must stay true while it is on the board.
  static func station(_ station: Uncovered, pool: PoolPicture, raisedAt: Timestamp) -> Wording {
    let name = station.name.text
    let reason =
      switch station.cause {
      case .expired: "The licenses for \(name) have run out"
      default: shortage(pool, of: station.kind)
      }
    let cure =
      switch station.cause {
      case .expired: "Add a pack that renews them: stationctl license add FILE"
      default:
        "Add a pack: stationctl license add FILE. "
          + "Or give up a station that is no longer used: stationctl station forget NUMBER"
      }
    if station.isInGrace {
      return Wording(
        summary: station.cause == .expired
          ? "The license of \(name) has run out" : "\(name.sentenceStart) has no license",
        body: "\(reason). \(name.sentenceStart) may be used without one until "
          + "\(until(station.deadline, from: raisedAt)).",
        nextStep: cure)
    }
    return Wording(
      summary: "\(name.sentenceStart) is not licensed",
      body: "\(reason). \(name.sentenceStart) has been without license or grace since "
        + "\(station.deadline.utcText). Sessions that are open there go on.",
      nextStep: cure)
  }

  /// For a cause that concerns the host: one notice that names the stations, in their numbers' order.
  static func host(
    _ cause: LicenseCause, _ stations: [Uncovered], source: SourceState, raisedAt: Timestamp
  ) -> Wording {
    let inGrace = stations.filter(\.isInGrace)
    let ended = stations.filter { !$0.isInGrace }
    let reason: String
    let cure: String
    var summary: String
    switch (cause, source) {
    case (.unreachable, .unreachable(let why)):
      summary = "The license source cannot be asked"
      reason = "The license source cannot be asked: \(oneLine(why))"
      cure = "Look at the packs: stationctl license list. Licenses are given when it answers again"
    case (.unreachable, .reachable):
      summary = "The license source cannot be asked"
      reason = summary
      cure = "Look at the packs: stationctl license list. Licenses are given when it answers again"
    default:
      summary = "No license mode is set"
      reason = "No license mode is set, so no station is given a license"
      cure = "Say how licenses are counted: stationctl license mode per-device"
    }
    var body = [reason + "."]
    if let first = ended.map(\.deadline).min() {
      let isOne = ended.allSatisfy { $0.deadline == first }
      summary += ": \(StationName.text(ended.map(\.name))) \(ended.count == 1 ? "is" : "are")"
      summary += " not licensed"
      body.append(
        "\(StationName.text(ended.map(\.name)).sentenceStart) "
          + "\(ended.count == 1 ? "has" : "have") been without license or grace since "
          + "\(first.utcText)\(isOne ? "" : " or later"). Sessions that are open there go on.")
    }
    if let first = inGrace.map(\.deadline).min() {
      let isOne = inGrace.allSatisfy { $0.deadline == first }
      body.append(
        "\(StationName.text(inGrace.map(\.name)).sentenceStart) may be used without one until "
          + "\(until(first, from: raisedAt))\(isOne ? "" : ", some of them longer").")
    }
    return Wording(summary: summary, body: body.joined(separator: " "), nextStep: cure)
  }

  static func plugin(_ trouble: PluginTrouble) -> Wording {
    let name = oneLine(trouble.name)
    return Wording(
      summary: "Plugin \(name) has failed",
      body: "Plugin \(name) is not started again: \(oneLine(trouble.why)). Its desktops are shown "
        + "as they were last seen, and keep their licenses.",
      nextStep: "Read in the agent's log what the plugin said, repair it and restart the agent. "
        + "Its desktops: stationctl stations")
  }

  private static func shortage(_ pool: PoolPicture, of kind: StationKind) -> String {
    if pool.total <= 0 { return "There are no licenses" }
    if pool.used < pool.total { return "None of the free licenses covers \(kind.words)" }
    return pool.total == 1 ? "The only license is in use" : "All \(pool.total) licenses are in use"
  }

  private static func until(_ deadline: Timestamp, from raisedAt: Timestamp) -> String {
    guard raisedAt < deadline else { return deadline.utcText }
    return "\(deadline.utcText), \((deadline - raisedAt).words) after this notice"
  }
}
