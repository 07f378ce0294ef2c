public import DBus
import StationModel

/// A place that licenses come from, and how it stands.
public struct SourceView: Sendable, Equatable, Codable {
  /// `local` is this host's own pool.
  public var name: String
  /// unknown, reachable, denied, incompatible or unreachable.
  public var state: String
  /// Nil if it is reachable.
  public var why: String?

  public init(name: String, state: String, why: String?) {
    self.name = name
    self.state = state
    self.why = why
  }

  static let signature = "(sss)"
  var value: Value { .structure([.string(name), .string(state), .string(why ?? "")]) }

  init?(_ value: Value) {
    guard let fields = value.asStrings, fields.count == 3 else { return nil }
    self.init(name: fields[0], state: fields[1], why: fields[2].isEmpty ? nil : fields[2])
  }
}

/// Somebody who is signed in at a station or holds a license.
public struct PersonView: Sendable, Equatable, Codable {
  public var name: String
  /// The keys of the stations where they are signed in.
  public var stations: [String]
  /// The pack of their license; nil if they hold none.
  public var pack: String?
  public var leaseExpires: WireTime?

  public init(name: String, stations: [String], pack: String?, leaseExpires: WireTime?) {
    self.name = name
    self.stations = stations
    self.pack = pack
    self.leaseExpires = leaseExpires
  }

  static let signature = "(sassx)"
  var value: Value {
    .structure([
      .string(name), .strings(stations), .string(pack ?? ""), WireTime.value(leaseExpires),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 4, let name = fields[0].asString,
      let stations = fields[1].asStrings, let pack = fields[2].asString,
      let expires = fields[3].asInt
    else { return nil }
    self.init(
      name: name, stations: stations, pack: pack.isEmpty ? nil : pack,
      leaseExpires: WireTime(milliseconds: expires))
  }
}

/// Licenses that are kept for the stations with one label.
public struct ReservationView: Sendable, Equatable, Codable {
  public var label: String
  /// Only stations of this kind count: host, physical, network or desktop.
  public var kind: String
  public var least: Int
  /// Nil for no limit.
  public var most: Int?
  /// How many such stations hold a license now.
  public var held: Int

  public init(label: String, kind: String, least: Int, most: Int?, held: Int) {
    self.label = label
    self.kind = kind
    self.least = least
    self.most = most
    self.held = held
  }

  static let signature = "(ssuiu)"
  var value: Value {
    .structure([
      .string(label), .string(kind), .uint32(UInt32(clamping: least)),
      .int32(Int32(clamping: most ?? -1)), .uint32(UInt32(clamping: held)),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 5, let label = fields[0].asString,
      let kind = fields[1].asString, let least = fields[2].asInt, let most = fields[3].asInt,
      let held = fields[4].asInt
    else { return nil }
    self.init(label: label, kind: kind, least: least, most: most < 0 ? nil : most, held: held)
  }
}

/// A license that was taken from its holder, until when its term would have lasted.
public struct RevocationView: Sendable, Equatable, Codable {
  /// `station/<key>` or `user/<name>`.
  public var holder: String
  public var pack: String
  public var revokedAt: WireTime?
  public var until: WireTime?

  public init(holder: String, pack: String, revokedAt: WireTime?, until: WireTime?) {
    self.holder = holder
    self.pack = pack
    self.revokedAt = revokedAt
    self.until = until
  }

  static let signature = "(ssxx)"
  var value: Value {
    .structure([
      .string(holder), .string(pack), WireTime.value(revokedAt), WireTime.value(until),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 4, let holder = fields[0].asString,
      let pack = fields[1].asString, let at = fields[2].asInt, let until = fields[3].asInt
    else { return nil }
    self.init(
      holder: holder, pack: pack, revokedAt: WireTime(milliseconds: at),
      until: WireTime(milliseconds: until))
  }
}

/// A copy of the ledger that can be put back.
public struct BackupView: Sendable, Equatable, Codable {
  /// The file's name in the agent's folder of backups.
  public var file: String
  /// The latest time that the copy knows.
  public var at: WireTime?
  /// Of its history.
  public var rows: Int
  /// What is wrong with it; nil if it can be put back.
  public var problem: String?

  public init(file: String, at: WireTime?, rows: Int, problem: String?) {
    self.file = file
    self.at = at
    self.rows = rows
    self.problem = problem
  }

  static let signature = "(sxts)"

  /// The copies as one D-Bus value.
  public static func list(_ backups: [BackupView]) -> Value {
    .array(of: signature, backups.map(\.value))
  }

  var value: Value {
    .structure([
      .string(file), WireTime.value(at), .uint64(UInt64(clamping: rows)), .string(problem ?? ""),
    ])
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 4, let file = fields[0].asString,
      let at = fields[1].asInt, let rows = fields[2].asInt, let problem = fields[3].asString
    else { return nil }
    self.init(
      file: file, at: WireTime(milliseconds: at), rows: rows,
      problem: problem.isEmpty ? nil : problem)
  }
}

extension WireTime {
  /// Nil for -1, which is "there is no date".
  init?(milliseconds: Int) {
    if milliseconds == -1 { return nil }
    self.init(Timestamp(milliseconds: Int64(milliseconds)))
  }
}
