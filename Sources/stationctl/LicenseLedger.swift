import AgentInterface
import ArgumentParser
import Glibc
import StationModel

struct LicenseAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Verify the whole history, and that it is what the ledger says.",
    discussion: "Changes nothing. Exit code 1 if something does not fit, with the first place.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let (isIntact, rows, words) = try await client.audit()
        if output.json {
          try writeJSON(Audited(intact: isIntact, rows: rows, words: words))
        } else {
          writeLine(words)
        }
        if !isIntact { throw ExitCode(1) }
      }
    }
  }

  /// What `--json` prints.
  private struct Audited: Encodable {
    var intact: Bool
    var rows: Int
    var words: String
  }
}

struct LicenseBackup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the ledger while the agent runs.",
    discussion: """
      The copy is made in the agent's own folder, where the agent keeps one of each of the last days \
      too, is checked there, and then written to FILE if one is named. FILE must not exist yet.
      """)

  @Argument(help: "Where to write it.", completion: .file()) var file: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        var path = try await client.backup()
        if let file {
          try copyFile(path, to: file, mode: 0o600)
          path = file
        }
        output.json ? try writeJSON(["file": path]) : writeLine("The ledger is copied to \(path).")
      }
    }
  }
}

struct LicenseBackups: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backups", abstract: "The copies of the ledger that the agent has.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let backups = try await client.backups()
        if output.json { return try writeJSON(backups) }
        writeTable(
          ["FILE", "UP TO", "ROWS", "STATE"],
          backups.map { [$0.file, text($0.at), String($0.rows), clean($0.problem ?? "good")] })
      }
    }
  }
}

struct LicenseRestore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a copy of the ledger in its place.",
    discussion: """
      The present ledger is set aside and nothing of it is lost. Graces that began since the copy was \
      made stay begun: they are kept beside the ledger. Everything else is as it was then.
      """)

  @Argument(help: "A file, or the name of one from: stationctl license backups")
  var file: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        var name = file
        var copy: String?
        if file.contains("/") || access(file, F_OK) == 0 {
          // Into the agent's own folder, since it may not read those of others.
          let folder = try await client.snapshot().licensing.backupFolder
          name = "restoring-\(getpid()).sqlite"
          copy = folder + "/" + name
          // Without its log it would be an older ledger than it seems.
          var log = stat()
          guard stat(file + "-wal", &log) != 0 || log.st_size == 0 else {
            throw Failure(
              .badData, "\(file) is no finished copy: its log \(file)-wal is beside it.",
              nextStep: "Take a file that 'stationctl license backup' made.")
          }
          // Only the agent's user can enter that folder, and it has to read the file.
          try copyFile(file, to: folder + "/" + name, mode: 0o644)
        }
        defer { if let copy { unlink(copy) } }
        let words = try await client.restore(name)
        output.json ? try writeJSON(["words": words]) : writeLine(words)
      }
    }
  }
}

struct LicenseAcceptClock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept-clock",
    abstract: "Say that the computer's clock is right although it jumped far ahead.",
    discussion: """
      Graces keep the time that they have left; packs are valid by the new date, and it cannot be taken \
      back. Without --confirm it is only said by how much. See /usr/share/doc/stationmaster/time.md.
      """)

  @Flag(help: "Do it.") var confirm = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        if !confirm {
          let difference = try await client.snapshot().host.clockDifference
          if output.json { return try writeJSON(["movedMilliseconds": 0]) }
          let span = Span(milliseconds: Int64(difference.magnitude)).words
          return writeLine(
            difference > 0
              ? "The clock is \(span) ahead. Packs that have ended by its date would end at once, and this "
                + "cannot be taken back. If the date is right: stationctl license accept-clock --confirm"
              : "The clock is not ahead of the time by which deadlines are kept: nothing to accept."
          )
        }
        let milliseconds = try await client.acceptClock()
        if output.json { return try writeJSON(["movedMilliseconds": milliseconds]) }
        writeLine(
          milliseconds == 0
            ? "Nothing was moved: the clock is not ahead of the time by which deadlines are kept."
            : "The clock is accepted; everything that runs was moved along.")
      }
    }
  }
}
