import Dice
import StationModel

/// Some weeks of a school that keeps to what the ledger allows, with several changes at one moment.
struct RandomHistory {
  private(set) var diary = Diary()
  private var dice: SplitMix
  private var time = at("2026-11-20")
  private var packs: [String: String] = [:]
  private var keys: [String] = []
  private var made = 0

  init(seed: UInt64, steps: Int) {
    dice = SplitMix(seed: seed)
    // The first state is that of nobody who counts, and says that states are recorded.
    diary.enroll("first", number: 999, at: time)
    diary.state("first", "not-needed", at: time)
    time = time + .hours(1)
    for _ in 0..<steps { step() }
  }

  private mutating func step() {
    if dice.chance(60) {
      // Round hours often meet the ends of terms, and midnights.
      time = time + .hours(Int64.random(in: 1...9, using: &dice))
    }
    let end = time + .hours(Int64.random(in: 0...60, using: &dice))
    switch Int.random(in: 0..<10, using: &dice) {
    case 0: enroll()
    case 1...4: grant(until: end)
    case 5:
      guard let holder = packs.keys.sorted().randomElement(using: &dice) else { return }
      let pack = packs.removeValue(forKey: holder) ?? ""
      if dice.chance(50) {
        diary.release(holder, at: time, pack: pack)
      } else {
        diary.revoke(holder, at: time, pack: pack)
      }
    case 6: move()
    case 7:
      guard let key = keys.randomElement(using: &dice) else { return }
      diary.enroll(key, number: 1, labels: labels(), at: time, event: "arranged")
    case 8:
      guard dice.chance(30), let key = keys.randomElement(using: &dice) else { return }
      keys.removeAll { $0 == key }
      packs["station/" + key] = nil
      diary.note("station-forgotten", at: time, key, ["number": 1])
    default:
      guard let key = keys.randomElement(using: &dice) else { return }
      diary.state(
        key, dice.one(of: ["licensed", "grace", "unlicensed", "over", "not-needed"]), at: time)
    }
  }

  private mutating func enroll() {
    made += 1
    keys.append("key-\(made)")
    diary.enroll("key-\(made)", number: made, labels: labels(), at: time)
  }

  private mutating func grant(until end: Timestamp) {
    let people = ["user/ada", "user/bob", "user/Zoë"]
    let holder = dice.one(of: people + keys.map { "station/" + $0 })
    let pack = dice.one(of: ["p", "q"])
    diary.grant(holder, at: time, until: end, pack: pack, renewal: packs[holder] != nil)
    packs[holder] = pack
  }

  private mutating func move() {
    guard let key = keys.randomElement(using: &dice) else { return }
    made += 1
    let new = "key-\(made)"
    keys.removeAll { $0 == key }
    keys.append(new)
    packs["station/" + new] = packs.removeValue(forKey: "station/" + key)
    diary.enroll(new, number: 1, labels: labels(), at: time, event: "moved", from: key)
  }

  private mutating func labels() -> String? {
    let labels = ["exam", "room-3", "room-4"].filter { _ in dice.chance(40) }
    return labels.isEmpty ? nil : labels.joined(separator: " ")
  }
}
