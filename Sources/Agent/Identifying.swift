import EventLoop
import StationModel

/// The stations that show which one they are at this moment. It is not in the ledger: it is over in ten
/// seconds.
struct Identifying {
  var runs: [StationKey: Run] = [:]
  var alarm: Alarm?

  /// One station.
  struct Run {
    /// As it is shown, by the agent's clock.
    var until: Timestamp
    var ends: ContinuousClock.Instant
    /// Whoever waits for the word of a session agent, and until when.
    var waiting: [AsyncStream<Void>.Continuation] = []
    var answerBy: ContinuousClock.Instant?
    var blink: Blink?
    var blinkEnds: ContinuousClock.Instant?
    var nextBlink: ContinuousClock.Instant?
  }

  var untilByKey: [String: Timestamp] {
    Dictionary(runs.map { ($0.key.text, $0.value.until) }, uniquingKeysWith: { first, _ in first })
  }

  /// Begins, or begins anew: whoever waits goes on waiting.
  mutating func begin(_ key: StationKey, now: Timestamp, at instant: ContinuousClock.Instant) {
    var run = Run(until: now + Self.time, ends: instant + .milliseconds(Self.time.milliseconds))
    let former = runs[key]
    former?.blink?.end()
    run.waiting = former?.waiting ?? []
    run.answerBy = former?.answerBy
    runs[key] = run
  }

  /// One element when a session agent shows it; the stream ends without if none does in time.
  mutating func wait(
    for key: StationKey, at instant: ContinuousClock.Instant
  ) -> AsyncStream<Void> {
    let (stream, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    if runs[key] == nil {
      bell.finish()
    } else {
      runs[key]?.waiting.append(bell)
      runs[key]?.answerBy = instant + Self.patience
    }
    return stream
  }

  mutating func wasShown(_ key: StationKey) {
    for bell in runs[key]?.waiting ?? [] {
      bell.yield()
      bell.finish()
    }
    runs[key]?.waiting = []
    runs[key]?.answerBy = nil
  }

  mutating func begin(_ blink: Blink, at key: StationKey, at instant: ContinuousClock.Instant) {
    runs[key]?.blink?.end()
    runs[key]?.blink = blink
    runs[key]?.blinkEnds = instant + Self.blinking
    runs[key]?.nextBlink = instant + Self.turn
  }

  /// Ends one before its time.
  mutating func end(_ key: StationKey) {
    guard let run = runs.removeValue(forKey: key) else { return }
    run.blink?.end()
    for bell in run.waiting { bell.finish() }
  }

  /// Does what is due. True if a station shows it no longer.
  mutating func advance(to instant: ContinuousClock.Instant) -> Bool {
    var isLess = false
    for (key, run) in runs {
      if let time = run.answerBy, time <= instant {
        for bell in run.waiting { bell.finish() }
        runs[key]?.waiting = []
        runs[key]?.answerBy = nil
      }
      if let time = run.blinkEnds, time <= instant {
        run.blink?.end()
        runs[key]?.blink = nil
        runs[key]?.blinkEnds = nil
        runs[key]?.nextBlink = nil
      } else if let time = run.nextBlink, time <= instant {
        runs[key]?.blink?.step()
        runs[key]?.nextBlink = instant + Self.turn
      }
      if run.ends <= instant {
        end(key)
        isLess = true
      }
    }
    return isLess
  }

  /// When something is due next.
  var next: ContinuousClock.Instant? {
    runs.values.flatMap { [$0.answerBy, $0.nextBlink, $0.blinkEnds, $0.ends] }
      .compactMap { $0 }.min()
  }

  static let time = Span.seconds(10)
  private static let patience = Duration.seconds(2)
  private static let blinking = Duration.seconds(8)
  private static let turn = Duration.milliseconds(400)
}
