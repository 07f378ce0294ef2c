import DBus

/// systemd's manager on a private bus, as far as whoever starts a unit sees it.
public final class PretendSystemd: Sendable {
  private static let name = "org.freedesktop.systemd1"
  private static let path = "/org/freedesktop/systemd1"

  public let child: Child
  private let bus: Connection

  /// It is on the bus and starts units when this returns.
  public init(_ desk: Desk) async throws {
    let mock = try await MockProgram(
      desk, name: Self.name, template: Rigs.project + "/Tests/Fixtures/systemd/systemd.py",
      log: "systemd")
    (child, bus) = (mock.child, mock.bus)
    try await answerStart()
  }

  /// - Parameter code: what StartUnit does, in Python, before it gives the job.
  public func answerStart(_ code: String = "") async throws {
    try await tell(
      "AddMethod",
      [
        .string(Self.name + ".Manager"), .string("StartUnit"), .string("ss"), .string("o"),
        .string(code + "\nself.jobs += 1\nret = '\(Self.path)/job/%d' % self.jobs"),
      ])
  }

  /// Units are programs that really run, with `<folder>/<instance>.json` as standard input. One that
  /// ended well stays active until it is stopped.
  ///
  /// - Parameters:
  ///   - commands: by what is before the unit's `@`.
  ///   - seconds: after which a program is killed, and its unit failed.
  public func run(
    _ commands: [String: [String]], folder: String, seconds: Int = 20
  ) async throws {
    func text(_ word: String) -> String {
      "'"
        + word.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        .replacing("\n", with: "\\n") + "'"
    }
    let table = commands.map { "\(text($0)): [\($1.map(text).joined(separator: ", "))]" }
    try await tell(
      "AddMethod",
      [
        .string(Self.name + ".Manager"), .string("StartUnit"), .string("ss"), .string("o"),
        .string(
          "ret = self.start_unit(args[0], {\(table.joined(separator: ", "))}, \(text(folder)), "
            + "\(seconds))"),
      ])
    try await tell(
      "AddMethod",
      [
        .string(Self.name + ".Manager"), .string("StopUnit"), .string("ss"), .string("o"),
        .string("ret = self.stop_unit(args[0])"),
      ])
  }

  /// Units of plugins are programs that really run.
  ///
  /// - Parameters:
  ///   - command: gets the plugin's name besides.
  ///   - sockets: the folder in which they find their agent. Somebody else is always quicker there.
  ///   - state: a folder in which each plugin has its own.
  public func runPlugins(_ command: [String], sockets: String, state: String) async throws {
    let words = command.map { "'\($0)'" }.joined(separator: ", ")
    let set =
      "units = self.plugin_units; units.command = [\(words)]; units.folder = '\(sockets)'; "
      + "units.state = '\(state)'; "
    for (method, takes, code) in [
      ("RestartUnit", "ss", set + "ret = units.restart(args[0])"),
      ("StopUnit", "ss", set + "ret = units.stop(args[0])"),
      ("GetUnit", "s", "ret = self.known_units[args[0]]"),
    ] {
      try await tell(
        "AddMethod",
        [
          .string(Self.name + ".Manager"), .string(method), .string(takes), .string("o"),
          .string(code),
        ])
    }
  }

  /// The processes of units of plugins that were `STARTED`, the codes of those that `ENDED`, and how many lines
  /// of somebody else were `TURNED_AWAY` each time.
  public func plugins(_ word: String) -> [Int] {
    child.output.split(separator: "\n").filter { $0.hasPrefix(word + " ") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
  }

  /// The units that were stopped, each as often as it was.
  public var stopped: [String] {
    child.output.split(separator: "\n").compactMap { line -> String? in
      guard let name = line.firstRange(of: " StopUnit \"") else { return nil }
      let rest = line.suffix(from: name.upperBound)
      return String(rest.prefix { $0 != "\"" })
    }
  }

  /// How often a unit was to be started.
  public func starts(_ unit: String) -> Int {
    child.output.split(separator: "\n").count { $0.contains("StartUnit \"\(unit)\" \"replace\"") }
  }

  /// How often any unit was.
  public var starts: Int {
    child.output.split(separator: "\n").count { $0.contains(" StartUnit \"") }
  }

  /// The job of a unit ends, with one of systemd's words: `done`, `failed`.
  public func end(_ unit: String, _ result: String) async throws {
    try await tell(
      "EmitSignal",
      [
        .string(Self.name + ".Manager"), .string("JobRemoved"), .string("uoss"),
        .array(
          of: "v",
          [
            .variant(.uint32(1)), .variant(.path(Self.path + "/job/1")), .variant(.string(unit)),
            .variant(.string(result)),
          ]),
      ])
  }

  private func tell(_ method: String, _ arguments: [Value]) async throws {
    _ = try await bus.call(
      Self.name, Self.path, "org.freedesktop.DBus.Mock", method, arguments)
  }
}
