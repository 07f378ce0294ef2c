public import StationModel

/// The hours of each day in which nobody is disturbed, with the clock that they are read on.
public struct QuietTime: Sendable {
  /// In minutes after midnight, 0 to 1439; if the end is not after the begin, it is of the next day.
  public var from: Int
  public var to: Int
  /// How far the local clock is ahead of UTC at a moment, in seconds.
  private let secondsFromUTC: @Sendable (Timestamp) -> Int

  public init(
    from: Int, to: Int, secondsFromUTC: @escaping @Sendable (Timestamp) -> Int
  ) {
    self.from = from
    self.to = to
    self.secondsFromUTC = secondsFromUTC
  }

  /// When the quiet hours that `now` is in are over; nil outside of them.
  ///
  /// Where clocks are changed meanwhile, it is the moment at which the local clock shows their end.
  public func end(at now: Timestamp) -> Timestamp? {
    let minute = minuteOfDay(now)
    let length = Self.minutes(from: from, to: to)
    guard Self.minutes(from: from, to: minute) < length else { return nil }
    return next(minute: to, after: now)
  }

  /// When the next quiet hours begin; nil while they last.
  public func begin(after now: Timestamp) -> Timestamp? {
    end(at: now) == nil ? next(minute: from, after: now) : nil
  }

  /// The end of quiet hours, if it was within the last minute. Also where clocks are changed meanwhile:
  /// what the local clock shows changes between two minutes.
  public func justEnded(at now: Timestamp) -> Timestamp? {
    guard end(at: now) == nil, end(at: now + .minutes(-1)) != nil else { return nil }
    let local = now + .seconds(Int64(secondsFromUTC(now)))
    return now + Span(milliseconds: -positive(local.milliseconds, 60_000))
  }

  private func next(minute: Int, after now: Timestamp) -> Timestamp {
    let offset = secondsFromUTC(now)
    let guess = advance(now, to: minute, offset: offset)
    let other = secondsFromUTC(guess)
    if other == offset { return guess }
    let corrected = advance(now, to: minute, offset: other)
    return corrected > now ? corrected : guess
  }

  /// The next moment at which a clock so far ahead shows that minute.
  private func advance(_ now: Timestamp, to minute: Int, offset: Int) -> Timestamp {
    let day: Int64 = 86_400_000
    let local = now + .seconds(Int64(offset))
    let gone = positive(local.milliseconds, day)
    let wait = positive(Int64(minute) * 60_000 - gone, day)
    return now + Span(milliseconds: wait == 0 ? day : wait)
  }

  private func minuteOfDay(_ time: Timestamp) -> Int {
    let local = time + .seconds(Int64(secondsFromUTC(time)))
    return Int(positive(local.milliseconds, 86_400_000) / 60_000)
  }

  private func positive(_ number: Int64, _ modulus: Int64) -> Int64 {
    let rest = number % modulus
    return rest < 0 ? rest + modulus : rest
  }

  private static func minutes(from: Int, to: Int) -> Int { (to - from + 1440) % 1440 }
}

extension Notice {
  /// Until when it waits for the end of quiet hours; nil if it is told now. One whose deadline passes
  /// before their end does not wait.
  public func waits(for quiet: QuietTime?, at now: Timestamp) -> Timestamp? {
    guard let end = quiet?.end(at: now) else { return nil }
    if let deadline, deadline > now, deadline <= end { return nil }
    return end
  }
}
