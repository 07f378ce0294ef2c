import AgentInterface
import ArgumentParser

struct StationSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Set a station's priority and labels.",
    discussion: """
      When licenses run short, stations of higher priority go first. Labels are words of your own, \
      such as room-3 or exam.
      """)

  @Argument(help: "The station's number or key.") var station: Target
  @Option(help: "From -1000 to 1000; 0 unless set.") var priority: Int?
  @Option(help: "Add this label. May be given several times.") var label: [String] = []
  @Option(help: "Take this label off. May be given several times.") var unlabel: [String] = []
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if priority == nil, label.isEmpty, unlabel.isEmpty {
      throw ValidationError("Say what to set: --priority, --label or --unlabel.")
    }
  }

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let view = try station.station(in: try await client.snapshot())
        if let priority { try await client.setPriority(view.number, priority) }
        if !label.isEmpty || !unlabel.isEmpty {
          let labels = Set(view.labels).union(label).subtracting(unlabel)
          try await client.setLabels(view.number, labels.sorted())
        }
        let snapshot = try await client.snapshot()
        let after = snapshot.stations.first { $0.key == view.key } ?? view
        let labels =
          switch after.labels.count {
          case 0: "no labels"
          case 1: "the label \(after.labels[0])"
          default: "the labels \(after.labels.joined(separator: ", "))"
          }
        try report(view.key, snapshot, output, "has priority \(after.priority) and \(labels)")
      }
    }
  }
}

struct StationIgnore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ignore", abstract: "Leave what is plugged in there alone.",
    discussion: """
      A candidate that is ignored is never taken as a station and nobody is asked about it, until \
      'station enroll' makes it one or another model of hub is in its place. A station that is \
      ignored is forgotten, and its number and license become free.
      """)

  @Argument(help: "The candidate's key, or a station's number or key.") var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let key: String
        switch try station.find(in: try await client.snapshot()) {
        case .station(let view):
          key = view.key
          try await client.ignore(view.number)
        case .candidate(let view):
          key = view.key
          try await client.ignore(candidate: view.key)
        }
        let after = try await client.snapshot().candidates.first { $0.key == key }
        if output.json {
          if let after { try writeJSON(after) }
        } else {
          writeLine("\(key) is ignored. To make it a station: stationctl station enroll \(key)")
        }
      }
    }
  }
}

struct StationMoved: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moved", abstract: "Say that a station that is gone stands in another place now.",
    discussion: """
      Most hubs have no serial number, so that the agent cannot tell one that was plugged into \
      another socket from a new one of the same make. The station keeps its number, its name, its \
      license and its grace.
      """)

  @Argument(help: "The station's number or key.") var station: Target
  @Argument(help: "The key of the candidate that it is, from: stationctl stations") var to: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let view = try station.station(in: try await client.snapshot())
        try await client.moved(view.number, to: to)
        try report(to, try await client.snapshot(), output, "is at \(to) now", before: view)
      }
    }
  }
}

struct StationRemap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remap",
    abstract: "Number all stations anew, in the order in which they are plugged in.",
    discussion: """
      Names, licenses, graces, labels and displays stay with their stations. A station that is gone \
      and a newcomer that looks just like it are taken as one where there is no other choice. \
      Without --confirm nothing is changed: it is only shown what would be.
      """)

  @Flag(help: "Do it.") var confirm = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let lines = try await client.remap(confirm: confirm)
        if output.json { return try writeJSON(lines) }
        if lines.isEmpty { return writeError("There is no station that could be remapped.") }
        writeTable(
          ["NO", "WAS", "NAME", "KEY", "WAS AT"],
          lines.map { line in
            [
              String(line.number),
              line.number == line.formerNumber ? "-" : String(line.formerNumber), line.name,
              line.key, line.key == line.formerKey ? "-" : line.formerKey,
            ]
          })
        let changed = lines.filter(\.isChanged)
        if changed.isEmpty {
          writeError("Nothing changes: everything stands in its order.")
        } else if confirm {
          writeError("Done.")
        } else {
          writeError("Nothing was changed. To do it: stationctl station remap --confirm")
        }
      }
    }
  }
}
