import AgentInterface
import ArgumentParser
import LicenseFiles
import StationModel

struct LicenseShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "What a pack's file says, and who signed it. Needs no agent.",
    discussion: """
      Anybody can write a pack that says anything: only the signature tells who did. It is checked if \
      --trusted is given, and the exit code is 65 if it is not good. Nothing is added.
      """)

  @Argument(help: "The pack's file, or - for standard input.", completion: .file())
  var file: String
  @Option(
    parsing: .singleValue,
    help: """
      An issuer's .pub file, or a folder like /etc/stationmaster/trusted. May be given again.
      """, completion: .file())
  var trusted: [String] = []
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let bytes = try readSmallBytes(file)
      let check =
        try trusted.isEmpty ? nil : SignatureCheck(of: bytes, by: readTrustedKeys(trusted))
      let shown: ShownPack
      do throws(PackError) {
        shown = ShownPack(try PackFile.look(bytes), check)
      } catch {
        throw Failure(error)
      }
      if output.json { try writeJSON(shown) } else { writeFields(shown.fields) }
      if let check, check.signature == "bad" {
        throw Failure(.badData, check.message, nextStep: check.nextStep ?? "")
      }
    }
  }
}

/// Whether a pack's signature is good, as a word and as sentences.
struct SignatureCheck: Equatable {
  var signature: String
  var message: String
  var nextStep: String?

  init(of bytes: [UInt8], by trusted: TrustedKeys) {
    do throws(PackError) {
      let key = try PackFile.signer(of: bytes, trusted: trusted)
      signature = "good"
      message = "good: signed by \(key.issuer) with the key \(key.id)"
    } catch {
      signature = "bad"
      message = error.message
      nextStep = error.nextStep
    }
  }
}

/// What `license show --json` prints.
struct ShownPack: Encodable {
  var id: String
  var issuer: String
  var keyID: String
  var version: Int
  var kind: String
  var count: Int
  var covers: [String]
  var issuedAt: WireTime
  var validFrom: WireTime
  var validUntil: WireTime?
  var product: Int?
  var features: [String]
  var host: String?
  var site: String?
  var replaces: [String]
  var convertible: Bool
  /// good, bad or unchecked.
  var signature: String
  var signatureReason: String

  init(_ seen: PackFile.Unverified, _ check: SignatureCheck?) {
    let order = seen.order
    id = order.id
    issuer = order.issuer
    keyID = seen.keyID
    version = seen.version
    kind = order.kind.rawValue
    count = order.count
    covers = StationKind.allCases.filter(order.coverage.contains).map(\.rawValue)
    issuedAt = WireTime(order.issuedAt)
    validFrom = WireTime(order.validFrom)
    validUntil = WireTime(order.validUntil)
    product = order.product
    features = order.features
    switch order.binding {
    case .host(let id): host = id
    case .site(let name): site = name
    case nil: break
    }
    replaces = order.replaces
    convertible = order.isConvertible
    signature = check?.signature ?? "unchecked"
    signatureReason =
      check?.message
      ?? "not checked: anybody could have written this (give --trusted FILE.pub)"
  }

  var fields: [(String, String)] {
    [
      ("Signature", signature == "bad" ? "NOT GOOD: " + signatureReason : signatureReason),
      ("Pack", id), ("Issuer", issuer), ("Key", keyID), ("Version", String(version)),
      ("Licenses", "\(count), each for a \(kind == "user" ? "person" : "station")"),
      ("Covers", covers.joined(separator: ", ")), ("Issued", text(issuedAt)),
      ("Valid from", text(validFrom)), ("Valid until", validUntil.map { text($0) } ?? "no end"),
      ("Product", product.map { "Stationmaster up to version \($0)" } ?? "any version"),
      ("Features", features.isEmpty ? "none" : features.joined(separator: ", ")),
      ("For", host.map { "the computer " + $0 } ?? site.map { "the site " + $0 } ?? "any computer"),
      ("Replaces", replaces.isEmpty ? "nothing" : replaces.joined(separator: ", ")),
      ("Convertible", convertible ? "yes" : "no"),
    ]
  }
}
