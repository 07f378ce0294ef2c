import AgentInterface
import DBus
import Enrollment
import EventLoop
import Journal
import Ledger
import Logging
import Notices
import Seats
import StationModel

/// `station identify`: a station shows which one it is (docs/people.md).
extension Agent {
  /// Returns how it is shown: notification, console or lights.
  func identify(_ record: Enrolled) async throws(AgentError) -> String {
    let title = "station \(record.number) (\(record.name))"
    let ways = identifyWays(identifyFacts(record))
    guard !ways.isNone, !isEnding else { throw unidentified(title, ways, []) }
    identifying.begin(record.key, now: clock.now, at: .now)
    setIdentifyAlarm()
    look()
    var tried: [String] = []
    if !ways.people.isEmpty {
      if await isNotified(record.key) { return told("notification", title, record) }
      tried.append("no session agent (station-notifier) of the person there answered")
    }
    if let trouble = await write(title, ways) {
      tried.append(trouble)
    } else {
      return told("console", title, record)
    }
    for trouble in tried where !trouble.isEmpty {
      log.info("\(title) shows it in another way: \(trouble)")
    }
    if let trouble = blink(ways.keyboards, at: record.key) {
      tried.append(trouble)
    } else {
      return told("lights", title, record)
    }
    identifying.end(record.key)
    look()
    throw unidentified(title, ways, tried.filter { !$0.isEmpty })
  }

  /// The word of a session agent. It counts only from a person at that station, or root.
  func identified(_ record: Enrolled, _ call: Call) async throws(AgentError) {
    let answer = try? await bus.askBus("GetConnectionUnixUser", [.string(call.sender)])
    let people = identifyWays(identifyFacts(record)).people
    guard let user = answer?.first?.asInt, user == 0 || people.contains(user) else {
      throw AgentError(
        .notAuthorized, "Only who is signed in at station \(record.number) can say that.",
        nextStep: "")
    }
    identifying.wasShown(record.key)
  }

  /// Lights are as before; whoever waits is told that nothing came.
  func endIdentifying() {
    for key in identifying.runs.keys { identifying.end(key) }
    identifying.alarm = nil
  }

  private func isNotified(_ key: StationKey) async -> Bool {
    let answers = identifying.wait(for: key, at: .now)
    setIdentifyAlarm()
    for await _ in answers { return true }
    return false
  }

  /// Nil if a terminal shows it. Empty if there is none.
  private func write(_ title: String, _ ways: IdentifyWays) async -> String? {
    var targets: [(device: String, uid: Int)] = []
    var troubles: [String] = []
    for console in ways.consoles {
      do throws(SignedIn.WritingTrouble) {
        targets.append((try await device(of: console.session), console.uid))
      } catch {
        troubles.append(error.why)
      }
    }
    if ways.isHostConsole {
      if let front = Terminal.inFront() {
        targets.append(front)
      } else {
        troubles.append("no text terminal is in front on the host's screen")
      }
    }
    let text = Terminal.lines(title)
    var isShown = false
    for target in targets {
      if let trouble = Terminal.write(text, to: target.device, of: target.uid) {
        troubles.append(trouble)
      } else {
        isShown = true
      }
    }
    return isShown ? nil : troubles.joined(separator: "; ")
  }

  /// Nil if lights blink. Empty if there are none.
  private func blink(_ keyboards: [DevicePath], at key: StationKey) -> String? {
    if keyboards.isEmpty { return "" }
    let blink = Blink(keyboards, files: .kernel)
    guard blink.isPossible, identifying.runs[key] != nil else {
      blink.end()
      return blink.troubles.joined(separator: "; ")
    }
    identifying.begin(blink, at: key, at: .now)
    setIdentifyAlarm()
    return nil
  }

  private func setIdentifyAlarm() {
    let alarm =
      identifying.alarm
      ?? Alarm(loop) { [weak self] in self?.assumeIsolated { $0.advanceIdentifying() } }
    identifying.alarm = alarm
    let wait = identifying.next.map { ContinuousClock.now.duration(to: $0) }
    let milliseconds = wait.map {
      $0.components.seconds * 1000 + $0.components.attoseconds / 1_000_000_000_000_000 + 1
    }
    do { try alarm.set(afterMilliseconds: milliseconds) } catch {
      // Nothing would end it.
      log.error("\(error)")
      for key in identifying.runs.keys { identifying.end(key) }
    }
  }

  private func advanceIdentifying() {
    let isLess = identifying.advance(to: .now)
    setIdentifyAlarm()
    if isLess { look() }
  }

  private func identifyFacts(_ record: Enrolled) -> IdentifyFacts {
    let station = plan?.roster.stations.first { $0.key == record.key }
    let all = plan.map { sessionViews($0) } ?? []
    let place = pluginDesk.desktop(record.key)?.desktop.station
    return IdentifyFacts(
      kind: record.kind, sessions: all.filter { $0.station == record.number },
      sessionsUnknown: sessionsUnknown,
      hasSeat: record.kind == .host || !["seat0", nil].contains(station?.seat),
      keyboards: (station?.parts ?? []).filter { $0.kind == .keyboard }.map(\.device),
      shownAt: book.enrolled.first { $0.key == place }?.number)
  }

  private func told(_ how: String, _ title: String, _ record: Enrolled) -> String {
    log.tell(
      .stationIdentified, .info, "\(title) shows which one it is: \(how)",
      JournalEntry.station(record.key, record).merging([.way: how]) { $1 })
    return how
  }

  private func unidentified(
    _ title: String, _ ways: IdentifyWays, _ tried: [String]
  ) -> AgentError {
    let reasons = [ways.noNotification, ways.noConsole, ways.noLights].compactMap { $0 } + tried
    return AgentError(
      .identifyFailed,
      "S\(title.dropFirst()) cannot show which one it is: \(reasons.joined(separator: "; ")).",
      nextStep: "What each way needs is in /usr/share/doc/stationmaster/people.md.")
  }
}
