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
  @OptionGroup var pack: PackOptions
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
        let order = try pack.order(
          issuer: issuer.issuer, now: Timestamp(seconds: Int64(time(nil))))
        let token = try PackFile.issue(order, with: signing)
        if let output { try writeNewFile(token, to: output, mode: 0o644) }
        let line = token.hasSuffix("\n") ? String(token.dropLast()) : token
        if format.json {
          try writeJSON(
            Issued(
              id: order.id, issuer: order.issuer, version: order.version, token: line, file: output)
          )
        } else if let output {
          writeError("Pack \(order.id): \(output)")
        } else {
          writeLine(line)
        }
      } catch let error as KeyFileError {
        throw Failure(error)
      } catch let error as PackError {
        throw Failure(.refused, error.message, nextStep: "See: stationctl help license issue")
      }
    }
  }

  /// What `--json` prints.
  private struct Issued: Encodable {
    var id: String
    var issuer: String
    var version: Int
    var token: String
    /// The file that was written; left out if none was.
    var file: String?
  }
}
