import StationModel

/// What is left of a station's grace and the host's together.
enum GraceLeft {
  case grace(until: Timestamp)
  /// The last of them ended then.
  case over(since: Timestamp)
}

extension GraceClock {
  /// The later end counts.
  func remaining(with host: GraceClock?, at now: Timestamp) -> GraceLeft {
    var until = isRunning(at: now) ? deadline : nil
    var since = endedAt ?? deadline
    if let host {
      if host.isRunning(at: now) { until = max(host.deadline, until ?? host.deadline) }
      since = max(since, host.endedAt ?? host.deadline)
    }
    return until.map { .grace(until: $0) } ?? .over(since: since)
  }
}
