import AgentInterface
import ArgumentParser

struct LicenseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "license", abstract: "Look at, add and issue licenses.",
    subcommands: [
      LicenseList.self, LicenseAdd.self, LicenseModeCommand.self, LicenseKeygen.self,
      LicenseIssue.self,
    ])
}

struct LicenseList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The packs in the pool.")

  @OptionGroup var output: OutputOptions
  @Flag(name: [.short, .long], help: "Only the ids of the packs, one a line.")
  var quiet = false

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let packs = try await client.snapshot().packs
        if output.json { return try writeJSON(packs) }
        if quiet {
          for pack in packs { writeLine(pack.id) }
        } else {
          writeTable(
            ["PACK", "ISSUER", "IN USE", "OF", "COVERS", "FROM", "UNTIL", "STATE"],
            packs.map { pack in
              [
                pack.id, pack.issuer, String(pack.used), String(pack.count),
                pack.covers.joined(separator: ","), text(pack.validFrom),
                pack.validUntil.map { text($0) } ?? "no end", pack.state,
              ]
            })
        }
      }
    }
  }
}

struct LicenseAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a signed pack to the pool.",
    discussion: "The pack is checked against the trusted keys of this host; see docs/licenses.md.")

  @Argument(help: "The pack's file, or - for standard input.", completion: .file())
  var file: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let token = try readSmallFile(file)
      try await withAgent { client in
        let before = Set(try await client.snapshot().packs.map(\.id))
        try await client.addPack(token)
        let packs = try await client.snapshot().packs.filter { !before.contains($0.id) }
        if output.json { return try writeJSON(packs) }
        for pack in packs {
          writeLine(
            "Pack \(pack.id) of \(pack.issuer) is added: \(pack.count) "
              + "license\(pack.count == 1 ? "" : "s"), "
              + "\(pack.used) in use now.")
        }
      }
    }
  }
}

struct LicenseModeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mode", abstract: "Show or set how licenses are counted.")

  @Argument(help: "unset or per-device.") var mode: String?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        if let mode { try await client.setMode(mode) }
        let host = try await client.snapshot().host
        if output.json { return try writeJSON(["mode": host.mode]) }
        writeLine(host.mode)
      }
    }
  }
}
