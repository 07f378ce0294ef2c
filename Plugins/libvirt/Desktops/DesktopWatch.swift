import PluginKit
import PluginProtocol
import StationModel

/// Keeps a connection, looks where events say that something changed, and tells what it sees.
actor DesktopWatch {
  private let settings: Settings
  private let line: Line
  private let hands: Hands
  private let assignments: Assignments
  /// A connection that takes longer than this is said to be away meanwhile.
  private let connecting: Duration
  private var seen: [String: SeenDomain] = [:]
  private let thread = BlockingThread("libvirt-desktops")
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// What was last seen of a desktop.
  struct SeenDomain {
    var domain: Domain
    var description: DomainDescription
    var state: DomainState
    /// Nothing newer can be read, because …
    var blur: String?
  }

  /// Why the connection is of no use any more.
  private struct Lost: Error { var why: String }

  init(
    settings: Settings, line: Line, hands: Hands, assignments: Assignments,
    connecting: Duration
  ) {
    self.settings = settings
    self.line = line
    self.hands = hands
    self.assignments = assignments
    self.connecting = connecting
  }

  /// Tells until the task is cancelled.
  func run(_ tell: @escaping @Sendable (DesktopReport) -> Void) async {
    var backOff = BackOff(first: .seconds(1), last: .seconds(30))
    var lastTrouble: String?
    while !Task.isCancelled {
      let why: String
      do {
        let connection = try connect(tell)
        backOff.reset()
        if lastTrouble != nil { PluginLog.write(.info, "libvirt (\(settings.uri)) is back") }
        lastTrouble = nil
        defer { hangUp(connection) }
        try lookAtAll(connection)
        // What the agent said before there was a connection.
        try clearAssignments(connection)
        tell(report())
        why = try await follow(connection, tell)
      } catch let error as Lost {
        why = error.why
      } catch {
        line.set(nil)
        let mayNot = (error as? VirtError)?.pluginCode == .denied
        why = String(describing: error) + (mayNot ? Self.advice : "")
      }
      guard !Task.isCancelled else { return }
      // Said once, not with every attempt.
      if why != lastTrouble { PluginLog.write(.warning, "libvirt (\(settings.uri)): \(why)") }
      lastTrouble = why
      tell(.failure(settings.uri, why))
      try? await Task.sleep(for: backOff.next())
    }
  }

  private static let advice =
    " (the user that the plugin runs as may have to be in the group libvirt)"

  /// Blocks until there is a connection. If that takes long, says so meanwhile.
  private func connect(
    _ tell: @escaping @Sendable (DesktopReport) -> Void
  ) throws -> Connection {
    // Held while it is said, so that nobody says it after the connection was made.
    let isWaiting = Flag()
    let (uri, limit) = (settings.uri, connecting)
    let clock = Task.detached { [line] in
      try await Task.sleep(for: limit)
      isWaiting.ifSet {
        line.set(nil)
        tell(.failure(uri, "it does not answer; still waiting"))
      }
    }
    defer {
      isWaiting.clear()
      clock.cancel()
    }
    let connection = try Connection(uri: uri, news: News())
    isWaiting.clear()
    line.set(connection)
    return connection
  }

  private func hangUp(_ connection: Connection) {
    line.set(nil)
    connection.close()
    seen = [:]
  }

  /// Looks again where it is said, until the connection ends; returns why.
  private func follow(
    _ connection: Connection, _ tell: @Sendable (DesktopReport) -> Void
  ) async throws -> String {
    for await _ in connection.news.bell {
      let news = connection.news.take()
      if let end = news.end { return end }
      for uuid in news.domains { try look(uuid, connection) }
      try clearAssignments(connection)
      tell(report())
    }
    return "the plugin ends"
  }

  private func lookAtAll(_ connection: Connection) throws {
    seen = [:]
    for domain in try connection.domains() { try look(domain.uuid, connection, domain) }
  }

  /// Looks at one domain: it is new, changed, gone, or none of ours.
  private func look(_ uuid: String, _ connection: Connection, _ known: Domain? = nil) throws {
    do {
      let domain = try known ?? connection.domain(uuid: uuid)
      let description = try DomainDescription(xml: try domain.xml())
      let state = try domain.state()
      if let before = seen[uuid]?.state, before != state { hands.forgetTrouble(of: uuid) }
      seen[uuid] =
        settings.isDesktop(description)
        ? SeenDomain(domain: domain, description: description, state: state) : nil
    } catch let error as VirtError where error.isNoSuchDomain {
      seen[uuid] = nil
    } catch {
      guard connection.isAlive else { throw Lost(why: String(describing: error)) }
      // What is not known is not none: the last that was seen stays, and says so.
      let what = PlainText.line(String(describing: error), limit: 300)
      PluginLog.write(.warning, "domain \(uuid) cannot be read: \(what)")
      seen[uuid]?.blur = "It cannot be read: \(what)"
    }
  }

  /// Takes the station from desktops that the agent does not count on.
  private func clearAssignments(_ connection: Connection) throws {
    guard assignments.isClearingDue else { return }
    for (uuid, desktop) in seen where desktop.description.tag?.station != nil {
      do {
        if try assignments.clear(desktop.domain) { try look(uuid, connection) }
      } catch let error as VirtError where error.isNoSuchDomain {
        seen[uuid] = nil
      } catch {
        guard connection.isAlive else { throw Lost(why: String(describing: error)) }
        let name = desktop.description.name
        PluginLog.write(.warning, "\(name) cannot be taken from its station: \(error)")
      }
    }
    assignments.clearingIsDone()
  }

  /// Of a template: a copy that was begun, that nobody makes now, and that has not come to be.
  private func lostCopy(of domain: DomainDescription) -> String? {
    guard let copy = domain.tag?.unfinished, !hands.isTaken(domain.uuid), seen[copy.uuid] == nil
    else { return nil }
    return copy.trouble
  }

  private func report() -> DesktopReport {
    var desktops = seen.values.map { seen in
      Desktop(
        seen.description, seen.state, isTemplate: settings.isTemplate(seen.description),
        isStarting: hands.isStarting(seen.description.uuid),
        trouble: hands.trouble(of: seen.description.uuid) ?? lostCopy(of: seen.description)
          ?? seen.blur, from: settings.viewpoint)
    }
    desktops.sort { ($0.name, $0.id) < ($1.name, $1.id) }
    guard desktops.count > Contract.desktopLimit else { return DesktopReport(desktops: desktops) }
    return DesktopReport(
      health: Health(
        .degraded,
        why: "There are \(desktops.count) desktops; only the first \(Contract.desktopLimit) count."),
      desktops: Array(desktops.prefix(Contract.desktopLimit)))
  }
}

extension DesktopReport {
  /// Nothing can be said of the desktops, which is not to say that there are none.
  fileprivate static func failure(_ uri: String, _ why: String) -> DesktopReport {
    let text = "libvirt (\(uri)) is away, trying again: \(why)"
    return DesktopReport(health: .sentence(.failed, text), desktops: nil)
  }
}
