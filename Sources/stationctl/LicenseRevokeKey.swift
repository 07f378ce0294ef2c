import AgentInterface
import ArgumentParser
import Glibc
import LicenseFiles
import StationModel

struct LicenseRevokeKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke-key", abstract: "Write the file that revokes a key. Needs no agent.",
    discussion: """
      The file is printed, or written with --output. It takes effect on each host in whose folder of \
      trusted keys it lies, under a name that ends in .revoked: no pack that the key signed gives a \
      license any more, and none is renewed. See /usr/share/doc/stationmaster/keys.md before.
      """)

  @Argument(help: "The key's id of 16 digits, or the issuer's .pub file.", completion: .file())
  var key: String
  @Option(help: "Why, as administrators will read it: 1 to 200 characters.")
  var reason = "no reason was given"
  @Option(help: "Write it to this file instead of standard output; its name must end in .revoked.")
  var output: String?
  @OptionGroup var format: OutputOptions

  func run() async throws {
    try await reportingFailures {
      if let output, !output.hasSuffix(".revoked") {
        throw Failure(
          .refused, "\(output) does not end in .revoked, so no host would read it.",
          nextStep: "Choose another name: \(output).revoked")
      }
      let revoked = RevokedKey(
        id: try keyID(), since: day(of: Timestamp(seconds: Int64(time(nil)))), reason: reason)
      let text: String
      do throws(KeyFileError) { text = try KeyFile.revokedText(revoked) } catch {
        throw Failure(
          .refused, "That cannot be revoked: \(error.why).",
          nextStep: "See: stationctl help license revoke-key")
      }
      if let output { try writeNewFile(text, to: output, mode: 0o644) }
      if format.json {
        try writeJSON(
          Revoked(
            keyID: revoked.id, since: WireTime(revoked.since), reason: reason, text: text,
            file: output))
      } else if let output {
        writeError(
          "Key \(revoked.id) is revoked wherever \(output) lies in the folder of trusted keys.")
      } else {
        writeLine(String(text.dropLast()))
      }
    }
  }

  /// What `--json` prints.
  private struct Revoked: Encodable {
    var keyID: String
    var since: WireTime
    var reason: String
    /// The file's contents.
    var text: String
    /// The file that was written; left out if none was.
    var file: String?
  }

  private func keyID() throws(Failure) -> String {
    if KeyFile.isID(key) { return key }
    let text = try readSmallFile(key)
    do throws(KeyFileError) { return try KeyFile.readPublic(text, file: key).id } catch {
      throw Failure(error)
    }
  }

  private func day(of time: Timestamp) -> Timestamp {
    Timestamp(seconds: time.seconds / 86_400 * 86_400)
  }
}
