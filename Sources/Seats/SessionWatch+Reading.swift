import DBus

/// A listed session, and the objects by whose changes it may be another one.
struct KnownSession: Sendable {
  var reading: SessionReading
  var seatPath: String?
  var userPath: String?
  /// What it is shown on, and on which seat that is.
  var displays: [String: String] = [:]
  /// The seat at which it shows a desktop or a greeter; nil for text, and for what is shown nowhere.
  var screen: String?
}

extension SessionWatch {
  /// More than any school has; logind itself allows 8,192 (`SessionsMax=` in logind.conf(5)).
  static let mostSessions = 1000

  /// One look: the list, and every session that is new or stale. False if nobody answered in time.
  func read() async -> Bool {
    guard let asked = owner else {
      settle(
        .unknown(
          why: "The login service (systemd-logind) is not running, so nobody's sign-in is known."),
        [])
      return true
    }
    do throws(DBusError) {
      let (remarks, uncertain) = try await read(from: asked)
      guard asked == owner else { return true }
      patience.isLong = false
      settle(
        .known(signIns), remarks, displays: mergeDisplays(known.values.lazy.map(\.displays)),
        screens: Set(known.values.compactMap(\.screen)), uncertain: uncertain)
      return true
    } catch {
      return asked == owner ? give(up: error) : true
    }
  }

  private var signIns: [SignIn] {
    known.values.compactMap { session in
      if case .person(let signIn) = session.reading { signIn } else { nil }
    }.sorted { $0.session < $1.session }
  }

  private func give(up error: DBusError) -> Bool {
    if error.isServiceUnknown {
      // It has gone, and the bus is about to say so.
      owner = nil
      known = [:]
      settle(.unknown(why: "The login service (systemd-logind) has stopped."), [])
      return true
    }
    if isUnanswered(error) {
      settle(.unknown(why: "The login service (systemd-logind) does not answer."), [])
      patience.isLong = true
      return false
    }
    settle(
      .unknown(
        why: "The login service (systemd-logind) refuses to say who is signed in: "
          + "\(quoted(error.description))."), [])
    return true
  }

  /// True for a late answer, and for an end during the question, which the next one finds out.
  func isUnanswered(_ error: DBusError) -> Bool {
    ["NoReply", "Timeout", "TimedOut"].contains { error.name == Logind.busName + ".Error.\($0)" }
  }

  /// Returns the remarks, and where somebody may sit who is left out. Stops as soon as logind is another
  /// one.
  private func read(
    from asked: String
  ) async throws(DBusError) -> ([String], UncertainSeats) {
    let answer = try await bus.call(
      asked, Logind.path, Logind.manager, "ListSessions",
      timeoutMilliseconds: patience.milliseconds)
    guard case .array(_, let lines)? = answer.first else {
      throw DBusError(
        name: Logind.busName + ".Error.InvalidArgs", message: "its list of sessions is no list")
    }
    // Who sits at a seat goes first: of the others no station depends.
    let listed = lines.compactMap { ListedSession($0) }.sorted {
      ($0.hasSeat ? 0 : 1, $0.id) < ($1.hasSeat ? 0 : 1, $1.id)
    }
    let taken = listed.prefix(Self.mostSessions)
    let paths = Set(taken.map(\.path))
    guard asked == owner else { return ([], .everywhere) }
    known = known.filter { paths.contains($0.key) }
    for session in taken where known[session.path] == nil || stale.contains(session.path) {
      // A signal during the question makes it stale again.
      stale.remove(session.path)
      do throws(DBusError) {
        let found = try await ask(session, asked)
        guard asked == owner else { return ([], .everywhere) }
        known[session.path] = found
      } catch {
        stale.insert(session.path)
        throw error
      }
    }
    stale.formIntersection(paths)
    let unlisted = lines.count - listed.count
    return (
      remarks(on: taken, unlisted: unlisted, tooMany: listed.count),
      unlisted > 0 ? .everywhere : uncertain(taken, beyond: listed.dropFirst(taken.count))
    )
  }

  /// By the seats in logind's list, which says so much even of sessions that nobody looked at.
  private func uncertain(
    _ taken: ArraySlice<ListedSession>, beyond others: ArraySlice<ListedSession>
  ) -> UncertainSeats {
    let doubtful = taken.filter { session in
      switch known[session.path]?.reading {
      case .unreadable, .waiting: true
      case .person, .nobody, nil: false
      }
    }
    return .at(Set((doubtful + others).map(\.seat)))
  }

  /// Nil if it has ended meanwhile.
  private func ask(
    _ session: ListedSession, _ asked: String
  ) async throws(DBusError) -> KnownSession? {
    do throws(DBusError) {
      let answer = try await bus.call(
        asked, session.path, Logind.properties, "GetAll", [.string(Logind.session)],
        timeoutMilliseconds: patience.milliseconds)
      let properties = answer.first?.asDictionary ?? [:]
      return KnownSession(
        reading: readSession(listedAs: session.id, properties),
        seatPath: properties["Seat"]?.asList?.last?.asString,
        userPath: properties["User"]?.asList?.last?.asString,
        displays: readDisplays(properties), screen: readScreen(properties))
    } catch {
      if error.isServiceUnknown || isUnanswered(error) { throw error }
      let gone = ["UnknownObject", "UnknownMethod", "UnknownInterface"].map {
        Logind.busName + ".Error." + $0
      }
      if gone.contains(error.name) || error.name == Logind.name + ".NoSuchSession" { return nil }
      return KnownSession(
        reading: .unreadable(why: "logind answered: \(quoted(error.description))"))
    }
  }

  private func remarks(
    on taken: ArraySlice<ListedSession>, unlisted: Int, tooMany count: Int
  ) -> [String] {
    var result: [String] = []
    for session in taken {
      guard case .unreadable(let why)? = known[session.path]?.reading else { continue }
      result.append("Session \(quoted(session.id)) is left out: \(why).")
    }
    if unlisted > 0 { result.append("Sessions that logind lists unreadably: \(unlisted).") }
    if count > taken.count {
      result.append(
        "\(count) sessions are open; only the first \(taken.count) of them are looked at.")
    }
    return result
  }

  /// The sessions that a signal makes stale, perhaps none; nil if it is of no interest.
  func touched(by signal: ReceivedSignal) -> Set<String>? {
    switch (signal.interface, signal.member) {
    case (Logind.manager, "SessionNew"), (Logind.manager, "SessionRemoved"):
      // An id may come back with another session behind it.
      guard signal.arguments.count == 2, case .path(let path) = signal.arguments[1] else {
        return []
      }
      return [path]
    case (Logind.manager, "SeatNew"), (Logind.manager, "SeatRemoved"): return []
    case (Logind.manager, "PrepareForShutdown"): return Set(known.keys)
    case (Logind.properties, "PropertiesChanged"):
      if isOnlyAHint(signal) { return nil }
      let touched = known.filter {
        [$0.key, $0.value.seatPath, $0.value.userPath].contains(signal.path)
      }
      // A session that is only being listed has no entry yet.
      let isNew = signal.path.hasPrefix(Logind.path + "/session/")
      if touched.isEmpty && !isNew { return nil }
      return Set(touched.keys).union(isNew ? [signal.path] : [])
    default: return nil
    }
  }

  /// Desktops report with every pause that they are idle, and that says nothing about who is there.
  private func isOnlyAHint(_ signal: ReceivedSignal) -> Bool {
    guard signal.arguments.count == 3 else { return false }
    let changed = signal.arguments[1].asDictionary.map { Array($0.keys) } ?? []
    let names = changed + (signal.arguments[2].asStrings ?? [])
    let hints: Set = ["IdleHint", "IdleSinceHint", "IdleSinceHintMonotonic", "LockedHint"]
    return !names.isEmpty && names.allSatisfy(hints.contains)
  }
}
