/// How many questions of strangers are answered: a handful at once, and as many in each second. One for all
/// of them, since a local user can make as many connections as they like.
struct QuestionBudget {
  static let most = 5.0

  private var left = QuestionBudget.most
  private var last: ContinuousClock.Instant?

  /// Takes one; false if there is none left.
  mutating func take(at now: ContinuousClock.Instant) -> Bool {
    if let last, now > last {
      let gone = (now - last).components
      let seconds = Double(gone.seconds) + Double(gone.attoseconds) / 1e18
      left = min(Self.most, left + seconds * Self.most)
    }
    last = now
    guard left >= 1 else { return false }
    left -= 1
    return true
  }
}
