import Dice
import Licensing
import StationModel

/// A random life of one host: what changes from step to step, and the books that are kept.
struct History {
  var books = Books()
  var random: SplitMix
  /// Packs that were removed or made smaller since leases could last be released.
  var shrunk: Set<String> = []
  /// Also people, several sources, labels, revocations and packs that replace others.
  let isWide: Bool
  private var nextPack = 0

  init(seed: UInt64, isWide: Bool = false) {
    random = SplitMix(seed: seed)
    self.isWide = isWide
    books.mode = .unset
    if seed % 3 == 0 { books.terms.stationGrace = .days(10) }
    if seed % 5 == 0 { books.terms = LicenseTerms(termDays: 1...3, renewalWindow: .days(7)) }
  }

  mutating func step() {
    for _ in 0...Int.random(in: 0...2, using: &random) { changeSomething() }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: books.now = books.now + .days(Int64.random(in: -2...0, using: &random))
    case 1...5: books.now = books.now + .hours(Int64.random(in: 1...100, using: &random))
    case 6: books.now = books.now + .days(Int64.random(in: 5...60, using: &random))
    case 7...8:
      if let next = license(books.input).nextChange { books.now = next }
    default: break
    }
  }

  private mutating func changeSomething() {
    if isWide, Bool.random(using: &random) { return changeSomethingWide() }
    let number = Int.random(in: 0...11, using: &random)
    let now = books.now
    switch Int.random(in: 0..<17, using: &random) {
    case 0...4: addStation(number)
    case 5: books.stations.removeAll { $0.key == key(number) }
    case 6...7:
      books.change(key(number)) {
        $0.need = .notNeeded(why: "it is absent")
        $0.record.absentSince = now
      }
    case 8...9:
      books.change(key(number)) {
        $0.need = .needed
        $0.record.absentSince = nil
      }
    case 10: books.change(key(number)) { $0.need = .notNeeded(why: "it is incomplete") }
    case 11: books.change(key(number)) { $0.record.name += "x" }
    case 12: addPack()
    case 13: changePack()
    case 14: changeTrust()
    case 15: changeMode()
    default:
      books.source =
        Int.random(in: 0..<4, using: &random) == 0 ? .unreachable(why: "no answer") : .reachable
    }
  }

  private mutating func changeMode() {
    if isWide, Bool.random(using: &random) {
      books.mode = .perUser
      return
    }
    books.mode = Int.random(in: 0..<5, using: &random) == 0 ? .unset : .perDevice
  }

  private mutating func addStation(_ number: Int) {
    guard !books.stations.contains(where: { $0.key == key(number) }) else { return }
    let kind: StationKind = number == 0 ? .host : [.physical, .desktop, .network][number % 3]
    let priority = Int.random(in: 0...2, using: &random)
    books.stations.append(
      station(
        number, kind: kind, priority: priority, enrolled: Int64.random(in: 0...99, using: &random)))
  }

  private mutating func addPack() {
    guard books.packs.count < 6 else { return }
    books.packs.append(newPack())
  }

  mutating func newPack() -> Pack {
    nextPack += 1
    let covers: [Set<StationKind>] = [
      everyKind, everyKind, [.physical, .host], [.desktop], [.desktop, .network],
      [.physical, .desktop],
    ]
    let ends: [Timestamp?] = [nil, books.now + .days(Int64.random(in: 1...200, using: &random))]
    return pack(
      "p\(nextPack)", Int.random(in: 0...5, using: &random),
      covers: covers.randomElement(using: &random) ?? everyKind,
      from: books.now + .days(Int64.random(in: -3...1, using: &random)),
      until: ends.randomElement(using: &random) ?? nil)
  }

  private mutating func changePack() {
    guard let index = books.packs.indices.randomElement(using: &random) else { return }
    shrunk.insert(books.packs[index].id)
    if Bool.random(using: &random) {
      books.packs.remove(at: index)
    } else {
      books.packs[index].count = Int.random(in: 0...4, using: &random)
    }
  }

  /// A key goes or comes back.
  private mutating func changeTrust() {
    guard let id = books.packs.randomElement(using: &random)?.id else { return }
    books.untrusted[id] = books.untrusted[id] == nil ? "its key is gone" : nil
  }
}
