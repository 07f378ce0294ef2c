extension Manifest {
  /// What confines a plugin.
  public enum Sandbox: Sendable, Equatable {
    /// Its own instance of `stationmaster-plugin@.service`, with a user of its own.
    case unit
    /// A transient service with these properties of systemd.exec(5) and systemd.resource-control(5), such
    /// as `ProtectHome=yes`.
    case properties([String])
  }

  /// The longest name of a plugin that has a unit: the unit's user is named after it, and users have no
  /// more than 31 characters.
  public static let unitNameLimit = 31 - SandboxUnit.userPrefix.utf8.count
}

/// `"sandbox"` as it is written: `true`, `false` or a list of properties.
enum WireSandbox: Decodable {
  case flag(Bool)
  case properties([String])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else {
      self = .properties(try value.decode([String].self))
    }
  }

  /// Nil for `false`.
  func checked(for name: String, user: String?) throws(PluginError) -> Manifest.Sandbox? {
    switch self {
    case .flag(false): return nil
    case .flag(true):
      guard name.utf8.count <= Manifest.unitNameLimit else {
        throw PluginError(
          .invalidParams,
          "sandbox is true, and name has more than \(Manifest.unitNameLimit) characters, which is "
            + "too long for the user of its unit")
      }
      guard user == nil else {
        throw PluginError(
          .invalidParams, "sandbox is true, whose user is its own, and user names another")
      }
      return .unit
    case .properties(let properties):
      try Self.check(properties)
      return .properties(properties)
    }
  }

  private static func check(_ sandbox: [String]) throws(PluginError) {
    guard sandbox.count <= 64 else {
      throw PluginError(.invalidParams, "sandbox holds more than 64 properties")
    }
    for (index, property) in sandbox.enumerated() {
      let parts = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, property.utf8.count <= 1024, !parts[0].isEmpty,
        parts[0].utf8.allSatisfy({
          WireDesktop.isLowercaseOrHyphen($0)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }),
        property.unicodeScalars.allSatisfy(PlainText.isHarmless)
      else {
        throw PluginError(.invalidParams, "sandbox[\(index)] is not like ProtectHome=yes")
      }
    }
  }
}
