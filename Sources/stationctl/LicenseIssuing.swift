import ArgumentParser
import Glibc
import LicenseFiles
import Seal
import StationModel

struct LicenseKeygen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keygen",
    abstract: "Make a key pair for issuing packs. Needs no agent.",
    discussion: """
      Writes NAME.key, to be kept secret, and NAME.pub, which each host that is to accept the \
      packs keeps in its folder of trusted keys. Existing files are never overwritten.
      """)

  @Option(help: "Whose packs they are, as administrators will see it. Default: NAME.")
  var issuer: String?
  @Argument(help: "The path of both files, without extension.") var name: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      guard let key = SigningKey.generate() else {
        throw Failure(.refused, "No random numbers could be had.", nextStep: "Try again.")
      }
      let issuer = issuer ?? name.split(separator: "/").last.map(String.init) ?? name
      let publicText: String
      do throws(KeyFileError) {
        publicText = try KeyFile.publicText(key.verifyingKey, issuer: issuer)
      } catch {
        throw Failure(
          .refused, "'\(Label.clean(issuer, limit: 60))' cannot be an issuer's name: \(error.why).",
          nextStep: "Choose another with --issuer.")
      }
      try writeNewFile(KeyFile.privateText(key), to: name + ".key", mode: 0o600)
      try writeNewFile(publicText, to: name + ".pub", mode: 0o644)
      if output.json {
        return try writeJSON([
          "keyID": key.verifyingKey.id, "issuer": issuer, "privateKey": name + ".key",
          "publicKey": name + ".pub",
        ])
      }
      writeLine("Key \(key.verifyingKey.id) of \(issuer): \(name).key (secret), \(name).pub")
    }
  }
}

struct LicenseIssue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue", abstract: "Issue a signed pack. Needs no agent.",
    discussion: "The pack is printed, or written to a file with --output.")

  @Option(help: "The issuer's private key file, NAME.key. NAME.pub must lie beside it.")
  var key: String
  @Option(help: "The pack's id: 1 to 64 of letters, digits, '.', '_' and '-'.") var id: String
  @Option(help: "How many licenses.") var count: Int
  @Option(help: "What it covers, separated by commas: host, physical, network, desktop.")
  var covers = StationKind.allCases.map(\.rawValue).joined(separator: ",")
  @Option(help: "Valid from this day or time (UTC): 2026-09-01. Default: now.") var from: String?
  @Option(help: "Valid until this day or time (UTC): 2027-08-31. Default: no end.")
  var until: String?
  @Option(help: "Write it to this file instead of standard output.") var output: String?
  @OptionGroup var format: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let privateText = try readSmallFile(key)
      let publicFile = (key.hasSuffix(".key") ? String(key.dropLast(4)) : key) + ".pub"
      let publicText = try readSmallFile(publicFile)
      do {
        let signing = try KeyFile.readPrivate(privateText, file: key)
        let issuer = try KeyFile.readPublic(publicText, file: publicFile)
        guard issuer.key == signing.verifyingKey else {
          throw Failure(
            .badData, "\(publicFile) is not the public half of \(key).",
            nextStep: "Keep both files as keygen wrote them.")
        }
        let token = try PackFile.issue(try order(issuer.issuer), with: signing)
        if let output { try writeNewFile(token, to: output, mode: 0o644) }
        let line = token.hasSuffix("\n") ? String(token.dropLast()) : token
        if format.json {
          try writeJSON(Issued(id: id, issuer: issuer.issuer, token: line, file: output))
        } else if let output {
          writeError("Pack \(id): \(output)")
        } else {
          writeLine(line)
        }
      } catch let error as KeyFileError {
        throw Failure(.badData, error.message, nextStep: error.nextStep)
      } catch let error as PackError {
        throw Failure(.refused, error.message, nextStep: "See: stationctl help license issue")
      }
    }
  }

  /// What `--json` prints.
  private struct Issued: Encodable {
    var id: String
    var issuer: String
    var token: String
    /// The file that was written; left out if none was.
    var file: String?
  }

  private func order(_ issuer: String) throws -> PackOrder {
    let kinds = try covers.split(separator: ",").map { word in
      guard let kind = StationKind(rawValue: String(word)) else {
        throw Failure(
          .refused, "There is no kind of station '\(Label.clean(String(word), limit: 60))'.",
          nextStep:
            "The kinds are: \(StationKind.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return kind
    }
    let now = Timestamp(seconds: Int64(time(nil)))
    return PackOrder(
      id: id, issuer: issuer, count: count, coverage: Set(kinds),
      validFrom: try from.map(date) ?? now, validUntil: try until.map(date), issuedAt: now)
  }

  private func date(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(iso: text) else {
      throw Failure(
        .refused, "'\(Label.clean(text, limit: 60))' is no date.",
        nextStep: "Write it as 2027-08-31 or 2027-08-31T18:00Z (UTC).")
    }
    return time
  }
}
