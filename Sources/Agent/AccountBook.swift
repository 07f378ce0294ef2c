import Accounts

/// What the directories of accounts said, for some minutes. Pure.
///
/// An old answer counts until there is a newer one: a directory that is slow makes nobody a stranger.
struct AccountBook {
  private var entries: [UInt32: Entry] = [:]
  private(set) var asked: Set<UInt32> = []

  private struct Entry {
    var account: Account?
    var why: String?
    var at: ContinuousClock.Instant

    var end: ContinuousClock.Instant {
      at.advanced(by: why == nil ? AccountBook.life : AccountBook.retry)
    }
  }

  static let life = Duration.seconds(300)
  /// After a question that was not answered.
  static let retry = Duration.seconds(60)
  /// At once: each holds up a thread.
  static let mostQuestions = 8
  static let most = 4096

  func account(_ uid: UInt32) -> Account? { entries[uid]?.account }

  /// Why nothing is known, as the rest of a sentence; nil if something is.
  func unknown(_ uid: UInt32) -> String? {
    guard account(uid) == nil else { return nil }
    return entries[uid]?.why ?? "the directory of accounts has not answered yet"
  }

  func isFresh(_ uid: UInt32, at now: ContinuousClock.Instant) -> Bool {
    guard let entry = entries[uid] else { return false }
    return now < entry.end
  }

  /// When the first answer about these people gets too old. Nothing of those about whom somebody is
  /// being asked, or will be as soon as others have been.
  func next(of people: Set<UInt32>, after now: ContinuousClock.Instant) -> ContinuousClock.Instant?
  {
    people.filter { isFresh($0, at: now) && !asked.contains($0) }.compactMap { entries[$0]?.end }
      .min()
  }

  /// True if it is to be asked now; then ``take(_:of:at:)`` follows.
  mutating func begins(_ uid: UInt32, at now: ContinuousClock.Instant) -> Bool {
    guard !isFresh(uid, at: now), !asked.contains(uid), asked.count < Self.mostQuestions
    else { return false }
    asked.insert(uid)
    return true
  }

  /// True if something is known now that was not.
  mutating func take(
    _ answer: Account.Answer, of uid: UInt32, at now: ContinuousClock.Instant
  ) -> Bool {
    asked.remove(uid)
    let former = entries[uid]
    if entries.count >= Self.most, former == nil,
      let oldest = entries.min(by: { $0.value.at < $1.value.at })
    {
      entries[oldest.key] = nil
    }
    var entry = Entry(account: former?.account, why: nil, at: now)
    switch answer {
    case .found(let account): entry.account = account
    case .nobody:
      (entry.account, entry.why) = (nil, "the directories of accounts have no number \(uid)")
    case .unknown(let why): entry.why = why
    }
    entries[uid] = entry
    return former?.account != entry.account || former?.why != entry.why
  }
}
