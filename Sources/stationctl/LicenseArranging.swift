import AgentInterface
import ArgumentParser
import StationModel

/// What `--json` prints of a command that changes, or would change, license states.
struct Arranged: Encodable {
  /// False for a dry run.
  var done: Bool
  /// The stations whose license state is another one.
  var stations: [StateLine]
}

struct DryRunOptions: ParsableArguments {
  @Flag(help: "Only say which stations would change their license state.") var dryRun = false
  @OptionGroup var output: OutputOptions

  /// - Parameter done: a sentence.
  func show(_ stations: [StateLine], done: String) throws {
    if output.json { return try writeJSON(Arranged(done: !dryRun, stations: stations)) }
    writeTable(
      ["NO", "NAME", dryRun ? "NOW" : "BEFORE", dryRun ? "WOULD BE" : "AFTER"],
      stations.map { [String($0.number), $0.name, $0.before, $0.after].map(clean) })
    if dryRun {
      writeError(
        stations.isEmpty
          ? "No station would change its license state. Nothing was changed."
          : "Nothing was changed. To do it, leave --dry-run away.")
    } else {
      writeError(done)
    }
  }
}

struct LicenseModeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mode", abstract: "Show or set how licenses are counted.",
    discussion: """
      per-device: each station in use holds a license. per-user: each person who signs in holds one. \
      Another mode needs licenses of that kind; see first what it would do, with --dry-run.
      """)

  @Argument(help: "unset, per-device or per-user.") var mode: String?
  @OptionGroup var options: DryRunOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        guard let mode else {
          let mode = try await client.snapshot().licensing.mode
          return options.output.json ? try writeJSON(["mode": mode]) : writeLine(mode)
        }
        let stations = try await client.setMode(mode, isDry: options.dryRun)
        try options.show(stations, done: "The license mode is \(mode).")
      }
    }
  }
}

struct LicenseRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take a pack, or some of its licenses, out of the pool.",
    discussion: """
      Free licenses go first; then stations lose theirs, those that would go short first. A pack that \
      was removed whole can be added again.
      """)

  @Argument(help: "The pack's id, from: stationctl license list") var pack: String
  @Option(help: "How many licenses. Default: all.") var count: Int?
  @OptionGroup var options: DryRunOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count must be 1 or more.") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let stations = try await client.removePack(pack, licenses: count, isDry: options.dryRun)
        try options.show(
          stations,
          done: count.map {
            "\($0) \($0 == 1 ? "license" : "licenses") of pack \(pack) \($0 == 1 ? "is" : "are") out of the pool."
          }
            ?? "Pack \(pack) is out of the pool.")
      }
    }
  }
}

struct LicenseConvert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Turn free licenses of a pack into the other kind.",
    discussion: "Only where the pack allows it, and only licenses that nobody holds.")

  @Argument(help: "The pack's id.") var pack: String
  @Option(help: "How many.") var count: Int
  @Option(help: "device or user.") var to: String
  @OptionGroup var options: DryRunOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let stations = try await client.convertPack(
          pack, licenses: max(0, count), to: to, isDry: options.dryRun)
        try options.show(
          stations,
          done: count == 1
            ? "1 license of pack \(pack) is a \(to) license now."
            : "\(count) licenses of pack \(pack) are \(to) licenses now.")
      }
    }
  }
}

struct LicenseReserve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reserve",
    abstract: "Keep licenses for the stations with a label; without one, list what is kept.",
    discussion: """
      --min licenses are kept for such stations even while they are not there, and they get them before \
      all others. More than --max they never have. Labels are set with: stationctl station set
      """)

  @Argument(help: "The label.") var label: String?
  @Option(name: .customLong("min"), help: "So many are kept. Default: 0.") var least: Int?
  @Option(name: .customLong("max"), help: "More they never have. Default: no limit.")
  var most: Int?
  @Option(help: "Which stations: host, physical, network or desktop.") var kind = "physical"
  @Flag(help: "Keep nothing for this label any more.") var remove = false
  @OptionGroup var options: DryRunOptions

  func validate() throws {
    if label == nil, least != nil || most != nil || remove {
      throw ValidationError("Say for which label.")
    }
    if label != nil, !remove, least == nil, most == nil {
      throw ValidationError("Say how many with --min or --max, or use --remove.")
    }
    if let least, least < 0 { throw ValidationError("--min must be 0 or more.") }
    if let most, most < 0 { throw ValidationError("--max must be 0 or more.") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        guard let label else { return try list(try await client.snapshot().licensing) }
        if remove {
          let stations = try await client.unreserve(label, isDry: options.dryRun)
          return try options.show(stations, done: "Nothing is reserved for \(label) any more.")
        }
        let stations = try await client.reserve(
          label, kind: kind, least: least ?? 0, most: most, isDry: options.dryRun)
        let limit = most.map { ", at most \($0)" } ?? ""
        try options.show(
          stations,
          done: "\(least ?? 0) \(least == 1 ? "license is" : "licenses are") kept for stations "
            + "labelled \(label)\(limit).")
      }
    }
  }

  private func list(_ licensing: LicensingView) throws {
    if options.output.json { return try writeJSON(licensing.reservations) }
    writeTable(
      ["LABEL", "KIND", "MIN", "MAX", "HELD"],
      licensing.reservations.map { row in
        [
          row.label, row.kind, String(row.least), row.most.map { String($0) } ?? "-",
          String(row.held),
        ]
      })
  }
}

struct LicenseRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Take a license away from a station or a person.",
    discussion: """
      Whoever it was taken from goes last until its term would have ended, and gets one again if one is \
      left then. Only a part of each pack may stand revoked at once (revocation-cap in the \
      configuration). To keep a license free for somebody, use: stationctl license reserve
      """)

  @Argument(help: "The station's number or key.") var station: Target?
  @Option(help: "A person's sign-in name instead of a station.") var user: String?
  @OptionGroup var options: DryRunOptions

  func validate() throws {
    if (station == nil) == (user == nil) {
      throw ValidationError("Name a station, or a person with --user.")
    }
  }

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let holder: String
        let name: String
        if let user {
          (holder, name) = ("user/" + user, user)
        } else {
          let view = try station?.station(in: try await client.snapshot())
          holder = "station/" + (view?.key ?? "")
          name = view.map { "station \($0.number)" } ?? ""
        }
        let (until, stations) = try await client.revoke(holder, isDry: options.dryRun)
        try options.show(
          stations,
          done: "The license of \(name) is revoked; it goes last until \(text(until)).")
      }
    }
  }
}

struct LicenseExtend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Give a grace more time. It is written into the history.",
    discussion: """
      In all, a grace can be extended by extension-limit of the configuration. If it is over, the time \
      counts from now.
      """)

  @Argument(help: "host for the host's grace, or a station's number or key for its own.")
  var subject: String
  @Option(help: "By how many days.") var days: Int
  @Option(help: "Why, for those who read the history.") var reason: String
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if days < 1 { throw ValidationError("--days must be 1 or more.") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        var name = subject
        if subject != "host", let target = Target(argument: subject) {
          name = "station/" + (try target.station(in: try await client.snapshot()).key)
        }
        let end = try await client.extendGrace(name, days: days, reason: reason)
        if output.json {
          return try writeJSON(Extended(subject: name, ends: end))
        }
        writeLine("The grace of \(subject == "host" ? "the host" : subject) ends \(text(end)) now.")
      }
    }
  }

  /// What `--json` prints.
  private struct Extended: Encodable {
    var subject: String
    var ends: WireTime?
  }
}

struct LicensePeople: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "Who is signed in at a station or holds a license.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let snapshot = try await client.snapshot()
        if output.json { return try writeJSON(snapshot.licensing.people) }
        let numbers = Dictionary(
          snapshot.stations.map { ($0.key, String($0.number)) }, uniquingKeysWith: { $1 })
        writeTable(
          ["NAME", "STATIONS", "PACK", "UNTIL"],
          snapshot.licensing.people.map { person in
            [
              clean(person.name),
              person.stations.map { numbers[$0] ?? $0 }.joined(separator: ", "),
              person.pack ?? "-", text(person.leaseExpires),
            ]
          })
        if let why = snapshot.licensing.peopleUnknown {
          writeError("Who is signed in is not known: \(why).")
        } else if snapshot.licensing.people.isEmpty {
          writeError("Nobody is signed in at a station.")
        }
      }
    }
  }
}
