import AgentInterface
import StationModel

/// A notice that is for the person at this screen, and what they know of it.
struct Wanted: Equatable, Sendable {
  var id: String
  var stage: String
  var content: Content
  var told: Told
  /// Nothing new of it is shown now: it is quiet.
  var isHeld = false

  /// Of the present stage.
  enum Told: Equatable, Sendable {
    /// Nobody told this person.
    case no
    /// It was on this person's desktop, and nobody read it there as far as is known.
    case shown
    /// The person wanted to be told again, and the time has come.
    case due
    /// The person said, here or by a command, that it is read.
    case dismissed
    /// There is nothing more to tell.
    case done

    init(_ view: ToldView?) {
      switch (view?.state, view?.way) {
      case (nil, _): self = .no
      case ("due", _): self = .due
      case ("dismissed", _): self = .dismissed
      case ("shown", "desktop"): self = .shown
      default: self = .done
      }
    }

    /// It is not to be shown.
    var isOver: Bool { self == .done || self == .dismissed }
  }
}

/// When nobody is disturbed.
struct Calm: Equatable, Sendable {
  /// By the agent's clock, as deadlines are.
  var now: Timestamp
  /// Until the quiet hours end; nil outside them.
  var remaining: Span?

  /// - Parameters:
  ///   - now: by the computer's clock, which the hours are read on.
  ///   - secondsFromUTC: how far the local time is ahead.
  ///   - clockDifference: by how many milliseconds the computer's clock is ahead of the agent's.
  init(_ hours: String?, at now: Timestamp, secondsFromUTC: Int, clockDifference: Int = 0) {
    let (agents, isFar) = now.milliseconds.subtractingReportingOverflow(Int64(clockDifference))
    self.now = isFar ? now : Timestamp(milliseconds: agents)
    let (seconds, overflow) = (now.milliseconds / 1000).addingReportingOverflow(
      Int64(secondsFromUTC))
    let second = Int((overflow ? 0 : seconds) % 86_400)
    remaining = hours.flatMap(QuietHours.init(text:))?
      .remaining(at: second < 0 ? second + 86_400 : second)
  }

  /// Whether news of a notice waits for the end of the quiet hours. Not past its deadline.
  func holds(deadline: Timestamp?) -> Bool {
    guard let remaining else { return false }
    guard let deadline else { return true }
    let (left, overflow) = deadline.milliseconds.subtractingReportingOverflow(now.milliseconds)
    return overflow || left > remaining.milliseconds
  }
}
