import Dice

/// One thing that happens to a host. Numbers only, which ``World`` reads as it can (`place % places`),
/// so that any step may be left out of a life and the rest still makes sense: a life that fails can be
/// made shorter.
enum Step: Equatable {
  // Hardware, desktops and people.
  case plug(Int)
  case unplug(Int)
  case breaks(Int)
  case rename(Int)
  case enrollAgain(Int)
  case forget(Int)
  case move(Int, to: Int)
  case signIn(Int, at: Int)
  case signOut(Int, at: Int)
  // What administrators do.
  case mode(Int)
  case terms(Int)
  case priority(Int, Int)
  case labels(Int, Int)
  case addPack(PackPlan)
  case removePack(Int)
  case removeLicenses(Int, Int)
  case convert(Int, Int)
  case trust(Int)
  case refuse(Int)
  case source(Int, Int)
  case reserve(Int, kind: Int, least: Int, most: Int)
  case unreserve(Int)
  case revoke(Int)
  case extend(Int, days: Int)
  // Time.
  case wait(minutes: Int)
  /// To the moment that the decision itself named, or just before or after it.
  case waitForNext(off: Int)
  /// The wall clock is set; the agent counts on as if nothing had happened.
  case wallClock(minutes: Int)
  /// The program starts again and takes its time from the wall clock or the ledger's high-water mark.
  case restart
  /// Somebody tells the agent that the clock was put right: running dates move along.
  case clockPutRight(days: Int)
  /// What was decided is lost before it was committed.
  case crashBeforeCommit
  /// What was decided is committed, and the program starts again.
  case crashAfterCommit

  struct PackPlan: Equatable {
    var source: Int
    var count: Int
    var isUser: Bool
    var coverage: Int
    /// In days from now.
    var begins: Int
    /// In days from its begin; 0 for none.
    var lasts: Int
    /// Of the packs that were ever added, counted from the last; nil for none.
    var replaces: Int?
    var isConvertible: Bool
    var takesOldID: Bool
  }
}

extension Step {
  static func random(_ dice: inout SplitMix) -> Step {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    let any = 0...999
    switch number(0...99) {
    case 0..<14: return .plug(number(any))
    case 14..<17: return .unplug(number(any))
    case 17..<20: return .breaks(number(any))
    case 20: return .rename(number(any))
    case 21: return .enrollAgain(number(any))
    case 22: return .forget(number(any))
    case 23: return .move(number(any), to: number(any))
    case 24..<33: return .signIn(number(any), at: number(any))
    case 33..<36: return .signOut(number(any), at: number(any))
    case 36..<38: return .mode(number(0...10))
    case 38: return .terms(number(0...3))
    case 39..<41: return .priority(number(any), number(0...2))
    case 41..<44: return .labels(number(any), number(0...7))
    case 44..<58: return .addPack(.random(&dice))
    case 58: return .removePack(number(any))
    case 59..<61: return .removeLicenses(number(any), number(1...2))
    case 61: return .convert(number(any), number(0...3))
    case 62: return .trust(number(any))
    case 63: return .refuse(number(any))
    case 64..<67: return .source(number(any), number(0...24))
    case 67..<70:
      return .reserve(
        number(0...2), kind: number(0...5), least: number(0...2), most: number(-3...2))
    case 70..<72: return .unreserve(number(0...2))
    case 72..<75: return .revoke(number(any))
    case 75..<77: return .extend(number(any), days: number(-1...40))
    case 77..<85: return .wait(minutes: number(1...4000))
    case 85..<87: return .wait(minutes: number(1...40) * 1440)
    case 87..<93: return .waitForNext(off: number(-1...1))
    case 93: return .wallClock(minutes: number(-60_000...60_000))
    case 94: return .restart
    case 95: return .clockPutRight(days: number(1...60))
    case 96..<98: return .crashBeforeCommit
    default: return .crashAfterCommit
    }
  }
}

extension Step.PackPlan {
  static func random(_ dice: inout SplitMix) -> Step.PackPlan {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    return Step.PackPlan(
      source: number(0...999), count: number(1...4), isUser: dice.chance(40),
      coverage: number(0...999), begins: dice.chance(75) ? -number(0...3) : number(1...40),
      lasts: dice.chance(30) ? 0 : number(1...250), replaces: dice.chance(35) ? number(0...4) : nil,
      isConvertible: dice.chance(40), takesOldID: dice.chance(4))
  }
}
