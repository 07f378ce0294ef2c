import FoundationEssentials

/// The signed contents of a pack, version 1 or 2. Every member is known: one that is not could be a
/// restriction, so a new member needs a new version.
struct PackPayload: Codable {
  static let versions = 1...2
  /// What version 1 has; version 2 has all.
  static let first: Set<CodingKeys> = [.v, .id, .iss, .count, .covers, .nbf, .exp, .iat]

  var v: Int
  var id: String
  var iss: String
  var count: Int
  var covers: [String]
  var nbf: Int64
  var exp: Int64?
  var iat: Int64
  /// Always there in version 2, never in version 1. The rest is left out if it says nothing.
  var kind: String?
  var product: Int?
  var features: [String]?
  var host: String?
  var site: String?
  var replaces: [String]?
  var convertible: Bool?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case v, id, iss, count, covers, nbf, exp, iat
    case kind, product, features, host, site, replaces, convertible
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    v = try members.integer(.v)
    id = try members.decode(String.self, forKey: .id)
    iss = try members.decode(String.self, forKey: .iss)
    count = try members.integer(.count)
    covers = try members.decode([String].self, forKey: .covers)
    nbf = try members.integer(.nbf)
    iat = try members.integer(.iat)
    // What is absent does not restrict; `null` is a mistake, and must not mean the same.
    exp = members.contains(.exp) ? try members.integer(.exp) : nil
    kind = v == 1 ? nil : try members.decode(String.self, forKey: .kind)
    product = members.contains(.product) ? try members.integer(.product) : nil
    features = try members.ifPresent(.features)
    host = try members.ifPresent(.host)
    site = try members.ifPresent(.site)
    replaces = try members.ifPresent(.replaces)
    convertible = try members.ifPresent(.convertible)
  }

  init(_ json: [UInt8]) throws(PackError) {
    let names: Set<String>
    do { names = try MemberNames(of: json, numbers: .whole).names } catch {
      throw .badPayload(error.why)
    }
    // The version first: what another version adds should be told as another version.
    struct Version: Decodable { var v: Int }
    do {
      let version = try JSONDecoder().decode(Version.self, from: Data(json)).v
      guard Self.versions.contains(version) else {
        throw PackError.badPayload("it is of version \(version), this agent knows 1 and 2")
      }
      for name in names.sorted() {
        guard let key = CodingKeys(rawValue: name), version > 1 || Self.first.contains(key) else {
          throw PackError.badPayload(
            "the member \(quoted(name)) is not known in version \(version)")
        }
      }
      self = try JSONDecoder().decode(Self.self, from: Data(json))
    } catch let error as PackError { throw error } catch { throw .badPayload(jsonProblem(error)) }
    try check()
  }

  /// Deterministic: sorted members, no spaces.
  func json() throws(PackError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return Array(try encoder.encode(self)) } catch { throw .badPayload("it has no JSON form") }
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

  /// Nil only if the member is absent, not if it is `null`.
  fileprivate func ifPresent<Value: Decodable>(_ key: Key) throws -> Value? {
    contains(key) ? try decode(Value.self, forKey: key) : nil
  }
}
