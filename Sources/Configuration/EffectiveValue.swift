/// A key's value as it is in effect, and how that came about.
public struct EffectiveValue: Sendable, Equatable {
  /// `Licensing.host-grace`
  public var key: String
  /// As one would write it in a file.
  public var value: String
  /// `file:line`, or `default`.
  public var source: String
  /// What counts where no file says otherwise.
  public var defaultValue: String
  /// What files set that were read before the one that counts, in their order.
  public var overridden: [KeySetting]

  public init(
    key: String, value: String, source: String, defaultValue: String = "",
    overridden: [KeySetting] = []
  ) {
    self.key = key
    self.value = value
    self.source = source
    self.defaultValue = defaultValue
    self.overridden = overridden
  }
}

/// A value that a file gives a key.
public struct KeySetting: Sendable, Equatable {
  /// As it stands there.
  public var value: String
  /// `file:line`
  public var source: String

  public init(value: String, source: String) {
    self.value = value
    self.source = source
  }
}

extension Settings {
  /// Every key, in the order of `Settings.keys`.
  public var effective: [EffectiveValue] { Settings.keys.map(effective) }

  func effective(_ key: KeyInfo) -> EffectiveValue {
    let set = origins[key.title] ?? []
    return EffectiveValue(
      key: key.title, value: key.text(self), source: set.last?.source ?? "default",
      defaultValue: key.defaultText, overridden: set.dropLast())
  }
}
