import AgentInterface
import ArgumentParser

struct LicenseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "license", abstract: "Look at, add, arrange and issue licenses.",
    subcommands: [
      LicenseList.self, LicenseAdd.self, LicenseRemove.self, LicenseConvert.self,
      LicenseModeCommand.self, LicenseReserve.self, LicenseRevoke.self, LicenseExtend.self,
      LicensePeople.self, LicenseReport.self, LicenseForecast.self, LicenseAudit.self,
      LicenseBackup.self, LicenseBackups.self, LicenseRestore.self, LicenseAcceptClock.self,
      LicenseKeygen.self, LicenseIssue.self,
      LicenseShow.self, LicenseRevokeKey.self, LicenseHostID.self,
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
            ["PACK", "ISSUER", "KIND", "IN USE", "OF", "COVERS", "FROM", "UNTIL", "STATE"],
            packs.map { pack in
              [
                pack.id, pack.issuer, kindText(pack), String(pack.used),
                String(pack.count - pack.removed), pack.covers.joined(separator: ","),
                text(pack.validFrom), pack.validUntil.map { text($0) } ?? "no end", pack.state,
              ]
            })
          for pack in packs {
            if let reason = pack.reason { writeLine("\(pack.id): \(reason)") }
          }
        }
      }
    }
  }
}

/// "device", or "device, 5 as user".
private func kindText(_ pack: PackView) -> String {
  let other = pack.kind == "device" ? "user" : "device"
  return pack.converted == 0 ? pack.kind : "\(pack.kind), \(pack.converted) as \(other)"
}

struct LicenseAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a signed pack to the pool.",
    discussion: """
      The pack is checked against the trusted keys of this host; see /usr/share/doc/stationmaster/licenses.md.
      """)

  @Argument(help: "The pack's file, or - for standard input.", completion: .file())
  var file: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let token = try readPack(file)
      try await withAgent { client in
        let before = Set(try await client.snapshot().packs.map(\.id))
        try await client.addPack(token)
        let packs = try await client.snapshot().packs.filter { !before.contains($0.id) }
        if output.json { return try writeJSON(packs) }
        for pack in packs {
          writeLine(
            "Pack \(pack.id) of \(pack.issuer) is added: \(pack.count) "
              + "license\(pack.count == 1 ? "" : "s"), "
              + (pack.state == "not-yet-valid"
                ? "valid from \(text(pack.validFrom)) on." : "\(pack.used) in use now."))
        }
      }
    }
  }
}
