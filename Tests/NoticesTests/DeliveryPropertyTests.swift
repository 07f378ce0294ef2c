import Dice
import StationModel
import Testing

@testable import Notices

/// Random lives of a computer: whatever comes and goes, each person is told each stage once.
@Suite struct DeliveryPropertyTests {
  @Test(arguments: 0..<2000)
  func noStageIsToldTwiceAndNoneIsSkipped(seed: Int) throws {
    var life = Life(seed: UInt64(seed))
    for step in 0..<60 {
      life.step()
      let plan = life.room.settle()
      let place = "seed \(seed), step \(step): \(life.room.story.suffix(15))"
      try #require(plan.messages.isEmpty && plan.changes.isEmpty, "not settled; \(place)")
      if let twice = life.toldTwice { throw Failure("told twice: \(twice); \(place)") }
      if let skipped = life.skipped(plan) { throw Failure("skipped: \(skipped); \(place)") }
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }
}

private struct Life {
  var room: DeliveryRoom
  private var checked = 0
  /// What each person saw last of each notice.
  private var last: [String: DeliveryRoom.Sight] = [:]
  /// What each person saw of the host, whose deadline goes back and forth.
  private var ofTheHost: [String: [DeliveryRoom.Sight]] = [:]

  init(seed: UInt64) {
    room = DeliveryRoom(dice: SplitMix(seed: seed))
    room.people = [
      "ada": .init(uid: 1001, isAdministrator: true, station: 0),
      "bo": .init(uid: 1002, isAdministrator: false, station: 2),
      "cy": .init(uid: 1003, isAdministrator: true, station: nil),
    ]
    room.deadlines = [
      1: DeliveryRoom.start + .days(90), 2: DeliveryRoom.start + .days(40),
      3: DeliveryRoom.start + .hours(20),
    ]
    for number in 4...5 {
      let days = Int64.random(in: 2...45, using: &room.dice)
      room.hostDeadlines[number] = DeliveryRoom.start + .days(days)
    }
  }

  mutating func step() {
    let names = ["ada", "bo", "cy"]
    let name = room.dice.one(of: names)
    let number = Int.random(in: 1...5, using: &room.dice)
    let what = Int.random(in: 0..<18, using: &room.dice)
    room.story.append("\(what) \(name) \(number)")
    switch what {
    case 0, 1, 2: pass(Span(milliseconds: Int64.random(in: 1000...600_000, using: &room.dice)))
    case 3, 4:
      pass(Span(milliseconds: Int64.random(in: 600_000...20 * 3_600_000, using: &room.dice)))
    case 5: pass(.days(Int64.random(in: 1...9, using: &room.dice)))
    case 6:
      come(name)
      let hasNone = room.people[name]?.desktop == nil
      room.people[name]?.desktop = hasNone ? .init() : nil
    case 7:
      come(name)
      let hasNone = room.people[name]?.terminal == nil
      room.people[name]?.terminal = hasNone ? .init() : nil
    // The notifier crashes; or comes back, with nothing on its screen.
    case 8:
      if let runs = room.people[name]?.desktop?.isRunning {
        room.people[name]?.desktop = .init(isRunning: !runs)
      }
    case 9:
      if let has = room.people[name]?.desktop?.hasServer {
        room.people[name]?.desktop?.hasServer = !has
        room.people[name]?.desktop?.screen = [:]
      }
    case 10: room.people[name]?.desktop?.losesReport = true
    case 11:
      // The agent again, of which only the ledger is left.
      room.startedAt = room.now
      room.writtenAt = [:]
      room.troubles = [:]
    case 12: mute()
    case 13:
      if room.unplugged.remove(number) == nil { room.unplugged.insert(number) }
    case 14:
      if room.licensed.remove(number) == nil { room.licensed.insert(number) }
    case 15: room.hasQuietHours.toggle()
    case 16: answer(name)
    default:
      if room.dice.chance(50) {
        if room.failed.remove("vms") == nil { room.failed.insert("vms") }
      } else if let takes = room.people[name]?.terminal?.takesMessages {
        room.people[name]?.terminal?.takesMessages = !takes
      }
    }
  }

  private mutating func pass(_ span: Span) { room.now = room.now + span }

  /// As soon as nobody of that name is there, the next session is the first.
  private mutating func come(_ name: String) {
    if room.people[name]?.desktop == nil, room.people[name]?.terminal == nil {
      room.people[name]?.since = room.now
    }
  }

  private mutating func mute() {
    let audience = room.dice.one(of: Mute.Audience.allCases)
    let cause = room.dice.one(of: ["exhausted", "plugin-failed", "unreachable"])
    room.mutes.removeAll { $0.cause == cause && $0.audience == audience }
    room.mutes.append(
      Mute(
        cause: cause, audience: audience, since: room.now,
        until: room.now + .hours(Int64.random(in: 1...200, using: &room.dice)), user: 0))
  }

  /// A person does something about what is on their screen.
  private mutating func answer(_ name: String) {
    let state = room.dice.one(of: ["expired", "dismissed", "acted", "later"])
    let screen = room.people[name]?.desktop?.screen ?? [:]
    guard let notice = room.board.first(where: { screen[$0.id] == $0.stage }) else { return }
    room.people[name]?.desktop?.screen[notice.id] = nil
    room.report(state, notice, by: name)
  }

  // MARK: What must hold

  /// A sight that nothing explains.
  var toldTwice: String? {
    mutating get {
      defer { checked = room.seen.count }
      for sight in room.seen[checked...] {
        let key = sight.user + " " + sight.notice.text
        defer { last[key] = sight }
        if sight.notice.isOfTheHost {
          defer { ofTheHost[key, default: []].append(sight) }
          let before = ofTheHost[key]?.last {
            $0.stage == sight.stage && $0.deadline == sight.deadline && !$0.isUnheard
          }
          if let before, sight.why == .news,
            sight.at <= Telling.keptUntil(deadline: before.deadline, at: before.at)
          {
            return "\(sight) after \(before)"
          }
          continue
        }
        guard let before = last[key], before.stage == sight.stage,
          before.deadline == sight.deadline, sight.why == .news
        else { continue }
        // Raised anew: another one.
        if sight.deadline == nil, sight.raisedAt != before.raisedAt { continue }
        if before.isUnheard { continue }
        let kept = Telling.keptUntil(deadline: before.deadline, at: before.at)
        if sight.at > kept { continue }
        return "\(sight) after \(before)"
      }
      return nil
    }
  }

  /// Saw this stage, or since it began one that is as grave, of an earlier deadline.
  private func knows(_ name: String, _ notice: Notice) -> Bool {
    guard let deadline = notice.deadline else { return false }
    let begin = notice.stage.begin(before: deadline)
    return ofTheHost[name + " " + notice.id.text, default: []].contains { sight in
      guard sight.stage >= notice.stage, let its = sight.deadline, !sight.isUnheard else {
        return false
      }
      return its == deadline || its < deadline && (begin.map { $0 <= sight.at } ?? true)
    }
  }

  /// Somebody who could be reached, and knows nothing.
  func skipped(_ plan: DeliveryPlan) -> String? {
    for (name, one) in room.people {
      let me = room.person(name, one)
      guard one.desktop != nil || one.terminal != nil else { continue }
      for notice in room.board where notice.isFor(me) {
        if room.mutes.contains(where: { $0.silences(notice, for: me, at: room.now) }) { continue }
        if notice.waits(for: room.quiet, at: room.now) != nil { continue }
        if room.telling(notice, name) != nil {
          if notice.id.isOfTheHost, !knows(name, notice) {
            return "\(name) cannot know: \(notice.id) \(notice.stage)"
          }
          continue
        }
        if let desktop = one.desktop, desktop.isRunning, desktop.hasServer {
          return "\(name), on the desktop: \(notice.id) \(notice.stage)"
        }
        // After quiet hours and mutes, people have a moment.
        if notice.waits(for: room.quiet, at: room.now + .minutes(-1)) != nil { continue }
        let unmuted = room.mutes.filter {
          $0.until <= room.now
            && $0.silences(notice, for: me, at: $0.until + Span(milliseconds: -1))
        }.map(\.until).max()
        let seen = max(notice.raisedAt, one.since, room.startedAt, unmuted ?? one.since)
        guard room.now >= seen + deliveryPatience else { continue }
        let isListed = plan.undelivered[notice.id]?.contains { $0.user == name } ?? false
        if !isListed { return "\(name) is not said to be unreached: \(notice.id)" }
        guard one.terminal?.takesMessages == true,
          room.now >= (room.writtenAt[name] ?? DeliveryRoom.start) + terminalRetry
        else { continue }
        return "\(name), on the terminal: \(notice.id) \(notice.stage)"
      }
    }
    return nil
  }
}
