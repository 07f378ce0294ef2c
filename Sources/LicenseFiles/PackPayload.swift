import FoundationEssentials
import StationModel

/// The signed contents of a pack, version 1. Every member is known: one that is not could be a
/// restriction, so a new member needs a new version.
struct PackPayload: Codable {
  static let version = 1
  static let counts = 1...1_000_000
  /// From 1970 to the end of the year 9998.
  static let seconds: Range<Int64> = 0..<253_370_764_800

  var v: Int
  var id: String
  var iss: String
  var count: Int
  var covers: [String]
  var nbf: Int64
  var exp: Int64?
  var iat: Int64

  enum CodingKeys: String, CodingKey, CaseIterable { case v, id, iss, count, covers, nbf, exp, iat }

  init(_ order: PackOrder) {
    v = Self.version
    id = order.id
    iss = order.issuer
    count = order.count
    covers = order.coverage.map(\.rawValue).sorted()
    nbf = order.validFrom.seconds
    exp = order.validUntil?.seconds
    iat = order.issuedAt.seconds
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    v = try members.integer(.v)
    id = try members.decode(String.self, forKey: .id)
    iss = try members.decode(String.self, forKey: .iss)
    count = try members.integer(.count)
    covers = try members.decode([String].self, forKey: .covers)
    nbf = try members.integer(.nbf)
    // Absent means without an end; `null` is a mistake, and must not mean the same.
    exp = members.contains(.exp) ? try members.integer(.exp) : nil
    iat = try members.integer(.iat)
  }

  init(_ json: [UInt8]) throws(PackError) {
    let names: Set<String>
    do { names = try MemberNames(of: json).names } catch { throw .badPayload(error.why) }
    // The version first: what another version adds should be told as another version.
    struct Version: Decodable { var v: Int }
    do {
      let version = try JSONDecoder().decode(Version.self, from: Data(json)).v
      guard version == Self.version else {
        throw PackError.badPayload("it is of version \(version), this agent knows version 1")
      }
      for name in names.sorted() where CodingKeys(rawValue: name) == nil {
        throw PackError.badPayload("the member \(quoted(name)) is not known")
      }
      self = try JSONDecoder().decode(Self.self, from: Data(json))
    } catch let error as PackError { throw error } catch { throw .badPayload(jsonProblem(error)) }
    try check()
  }

  /// The rules that issuing and reading share.
  func check() throws(PackError) {
    guard isPackID(id) else {
      throw .badPayload("the id \(quoted(id)) is not 1 to 64 of A-Z a-z 0-9 . _ -")
    }
    guard isIssuerName(iss) else {
      throw .badPayload("the issuer \(quoted(iss)) is not 1 to 64 plain characters")
    }
    guard Self.counts.contains(count) else {
      throw .badPayload("the count \(count) is not between 1 and 1000000")
    }
    guard !covers.isEmpty else { throw .badPayload("it covers no kind of station") }
    for kind in covers where StationKind(rawValue: kind) == nil {
      throw .badPayload("it covers \(quoted(kind)), which is no kind of station")
    }
    guard Set(covers).count == covers.count else {
      throw .badPayload("it covers one kind of station twice")
    }
    for (name, time) in [("nbf", nbf), ("exp", exp), ("iat", iat)] {
      guard time.map(Self.seconds.contains) ?? true else {
        throw .badPayload("the date \(quoted(name)) is not between the years 1970 and 9998")
      }
    }
    if let exp, exp <= nbf { throw .badPayload("it ends before it begins") }
  }

  /// Deterministic: sorted members, no spaces.
  func json() throws(PackError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return Array(try encoder.encode(self)) } catch { throw .badPayload("it has no JSON form") }
  }

  func pack(keyID: String, addedAt: Timestamp) -> Pack {
    Pack(
      id: id, issuer: iss, keyID: keyID, count: count,
      coverage: Set(covers.compactMap(StationKind.init)), validFrom: Timestamp(seconds: nbf),
      validUntil: exp.map { Timestamp(seconds: $0) }, addedAt: addedAt)
  }

  private func isPackID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

extension KeyedDecodingContainer {
  /// JSONDecoder does not say which number is too large or a fraction; this does.
  fileprivate func integer<Number: FixedWidthInteger & Decodable>(_ key: Key) throws -> Number {
    do { return try decode(Number.self, forKey: key) } catch let error as DecodingError {
      throw error
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "no whole number in range")
    }
  }
}
