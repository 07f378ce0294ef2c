import Dice
import Licensing
import StationModel

extension History {
  mutating func changeSomethingWide() {
    switch Int.random(in: 0..<16, using: &random) {
    case 0...3: signInOrOut()
    case 4...5: changeLabels()
    case 6: changeReservations()
    case 7: revokeSomething()
    case 8: replaceSomePack()
    case 9: convertSomePack()
    case 10...11: changeOtherSource()
    case 12: refuseSomething()
    case 13: extendSomeGrace()
    default: books.stations.shuffle(using: &random)
    }
  }

  private mutating func signInOrOut() {
    let name = ["ada", "bob", "cyd", "dan", "eve"].randomElement(using: &random) ?? ""
    guard let index = books.stations.indices.randomElement(using: &random) else { return }
    var users = Set(books.stations[index].users)
    if users.remove(name) == nil { users.insert(name) }
    books.stations[index].users = users.sorted()
  }

  private mutating func changeLabels() {
    guard let index = books.stations.indices.randomElement(using: &random) else { return }
    let labels = ["desk", "exam", "lab"]
    books.stations[index].record.labels = labels.filter { _ in Bool.random(using: &random) }
  }

  private mutating func changeReservations() {
    let label = ["desk", "exam", "lab", "none"].randomElement(using: &random) ?? ""
    let isThere = books.reservations.contains { $0.label == label }
    books.reservations.removeAll { $0.label == label }
    if isThere, Bool.random(using: &random) { return }
    let least = Int.random(in: 0...3, using: &random)
    let kinds: [StationKind] = [.physical, .physical, .desktop, .network]
    books.reservations.append(
      Reservation(
        label: label, kind: kinds.randomElement(using: &random) ?? .physical, least: least,
        most: Bool.random(using: &random) ? least + Int.random(in: 0...2, using: &random) : nil))
  }

  private mutating func revokeSomething() {
    guard
      let lease = books.leases.values.sorted(by: { $0.holder < $1.holder })
        .randomElement(using: &random),
      let revocation = try? revoke(lease.holder, in: books.input)
    else { return }
    books.apply([.revoke(revocation)])
    shrunk.insert(lease.pack)
  }

  private mutating func replaceSomePack() {
    guard books.packs.count < 8, let old = books.packs.randomElement(using: &random) else { return }
    var new = newPack()
    new.replaces = [old.id]
    new.addedAt = books.now
    shrunk.insert(old.id)
    if Bool.random(using: &random), let index = books.packs.firstIndex(of: old) {
      // A circle.
      books.packs[index].replaces = [new.id]
      shrunk.insert(new.id)
    }
    books.packs.append(new)
  }

  private mutating func convertSomePack() {
    guard let index = books.packs.indices.randomElement(using: &random) else { return }
    books.packs[index].isConvertible = true
    if Bool.random(using: &random) { books.packs[index].kind = books.packs[index].kind.other }
    books.packs[index].converted = Int.random(in: 0...3, using: &random)
    books.packs[index].removed = Int.random(in: 0...1, using: &random)
    shrunk.insert(books.packs[index].id)
  }

  private mutating func changeOtherSource() {
    if books.others.isEmpty {
      books.others = [SourcePicture(name: "site", packs: [newPack()])]
    }
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let states: [SourceState] = [.unknown, .denied(why: "no"), .unreachable(why: "no answer")]
      books.others[0].state = states.randomElement(using: &random) ?? .unknown
      // What it does not list, it may still have given.
      if Bool.random(using: &random) { books.others[0].packs = [] }
    case 1...2:
      books.others[0].state = .reachable
      if books.others[0].packs.count < 3 { books.others[0].packs.append(newPack()) }
    default: books.others = []
    }
  }

  private mutating func refuseSomething() {
    guard let id = books.packs.randomElement(using: &random)?.id else { return }
    books.refused[id] = books.refused[id] == nil ? "it was edited" : nil
  }

  private mutating func extendSomeGrace() {
    let clocks = books.graces.values.sorted { $0.startedAt < $1.startedAt }
    guard let clock = clocks.first,
      let more = try? extend(
        clock, subject: clock.subject, by: .days(3), limit: .days(30), reason: "exams",
        now: books.now)
    else { return }
    books.apply([.extend(more)])
  }
}
