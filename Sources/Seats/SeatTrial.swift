import StationModel

/// What is to be made of one station's seat.
enum SeatTask: Hashable, Comparable, Sendable {
  case release(Int)
  case attach(Int)

  var number: Int {
    switch self {
    case .release(let number), .attach(let number): number
    }
  }

  private var order: (Int, Int) {
    switch self {
    case .release(let number): (0, number)
    case .attach(let number): (1, number)
    }
  }

  static func < (left: SeatTask, right: SeatTask) -> Bool { left.order < right.order }
}

/// How far an attempt is. A round asks for all that is missing, then watches whether it comes.
struct SeatTrial: Sendable, Equatable {
  /// What it was begun for: another goal is another attempt.
  var seat: String?
  var devices: Set<DevicePath>
  /// Rounds that were begun.
  var rounds = 0
  var phase = Phase.asking

  enum Phase: Sendable, Equatable {
    case asking
    case watching(until: ContinuousClock.Instant)
    case resting(until: ContinuousClock.Instant, SeatTrouble)
    /// Not tried again by itself.
    case stuck(SeatTrouble)
  }

  var isActive: Bool {
    switch phase {
    case .asking, .watching: true
    case .resting, .stuck: false
    }
  }

  var trouble: SeatTrouble? {
    switch phase {
    case .asking, .watching: nil
    case .resting(_, let trouble), .stuck(let trouble): trouble
    }
  }
}

/// How long seats may take.
struct SeatPatience: Sendable {
  /// Until a device must be seen where it was attached: udevd looks for new rules every 3 seconds at
  /// most, so a second call within that time can have been judged by the old ones.
  var watching = Duration.milliseconds(3500)
  /// Until the helper that releases must have done its work.
  var releasing = Duration.seconds(20)
  /// Rounds at once; then it rests.
  var rounds = 2
  /// The first rest; each one after is twice as long, up to ``longestRest``.
  var rest = Duration.seconds(5)
  var longestRest = Duration.seconds(300)
  /// As if so many rounds had failed before, where somebody must allow it: the first rest is of 20 seconds.
  var untilAllowed = 3
  /// Milliseconds for each answer.
  var answer: UInt64 = 10_000

  func rest(afterRounds count: Int) -> Duration {
    var rest = rest
    for _ in 0..<max(0, min(count - rounds, 20)) where rest < longestRest { rest *= 2 }
    return min(rest, longestRest)
  }
}

/// Which seats shall be worked on.
public struct SeatWishes: Sendable, Equatable {
  public var attach: Set<Int>
  public var release: Set<Int>

  public init(attach: Set<Int> = [], release: Set<Int> = []) {
    self.attach = attach
    self.release = release
  }

  public var isEmpty: Bool { attach.isEmpty && release.isEmpty }
}
