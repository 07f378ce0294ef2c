public import DBus

/// A key of the configuration: what counts, and how that came about.
public struct ConfiguredValue: Sendable, Equatable, Codable {
  /// `Licensing.host-grace`
  public var key: String
  /// As one would write it in a file.
  public var value: String
  /// `file:line`, or `default`.
  public var source: String
  public var defaultValue: String
  /// What files set that were read before the one that counts.
  public var overridden: [Setting]
  /// What the next start brings; nil if it is the same.
  public var waiting: Setting?

  /// A value, and where it stands.
  public struct Setting: Sendable, Equatable, Codable {
    public var value: String
    public var source: String

    public init(value: String, source: String) {
      self.value = value
      self.source = source
    }
  }

  public init(
    key: String, value: String, source: String, defaultValue: String, overridden: [Setting] = [],
    waiting: Setting? = nil
  ) {
    self.key = key
    self.value = value
    self.source = source
    self.defaultValue = defaultValue
    self.overridden = overridden
    self.waiting = waiting
  }

  /// Some file sets it, or a newer value waits.
  public var isChanged: Bool { source != "default" || waiting != nil }

  static let signature = "(ssssa(ss)ss)"
  static let arraySignature = "a" + signature

  /// The keys as one D-Bus value.
  public static func value(_ values: [ConfiguredValue]) -> Value {
    .array(
      of: signature,
      values.map {
        .structure([
          .string($0.key), .string($0.value), .string($0.source), .string($0.defaultValue),
          .array(
            of: "(ss)",
            $0.overridden.map { .structure([.string($0.value), .string($0.source)]) }),
          .string($0.waiting?.value ?? ""), .string($0.waiting?.source ?? ""),
        ])
      })
  }

  init?(_ value: Value) {
    guard let fields = value.asList, fields.count == 7, let key = fields[0].asString,
      let text = fields[1].asString, let source = fields[2].asString,
      let usual = fields[3].asString, let overridden = fields[4].asList,
      let waiting = fields[5].asString, let waitingSource = fields[6].asString
    else { return nil }
    self.init(
      key: key, value: text, source: source, defaultValue: usual,
      overridden: overridden.compactMap { setting in
        guard let pair = setting.asStrings, pair.count == 2 else { return nil }
        return Setting(value: pair[0], source: pair[1])
      },
      // A value may be empty, but comes from somewhere.
      waiting: waitingSource.isEmpty ? nil : Setting(value: waiting, source: waitingSource))
  }
}

extension AgentClient {
  /// What is in force, in the order of the reference.
  public func configuration() async throws(DBusError) -> [ConfiguredValue] {
    let list = try await call(BusName.root, BusName.manager, "Configuration").first?.asList
    let values = list?.compactMap(ConfiguredValue.init) ?? []
    guard let list, values.count == list.count else { throw .otherVersion }
    return values
  }
}
