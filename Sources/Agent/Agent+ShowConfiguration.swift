import AgentInterface
import Configuration
import DBus

/// What is configured, and where that stands.
extension Agent {
  func configurationValues() -> Value {
    let waiting = Dictionary(
      configuration.waiting.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return ConfiguredValue.value(
      configuration.settings.effective.map { ConfiguredValue($0, waiting: waiting[$0.key]) })
  }

  var configurationView: ConfigurationView {
    ConfigurationView(
      file: configuration.file, readAt: WireTime(configuration.readAt),
      isFromCopy: configuration.isFromCopy, trouble: configuration.trouble?.error.message,
      troubleSince: WireTime(configuration.trouble?.since),
      waiting: configuration.waiting.map(\.key))
  }
}

extension ConfiguredValue {
  init(_ value: EffectiveValue, waiting: EffectiveValue?) {
    self.init(
      key: value.key, value: value.value, source: value.source, defaultValue: value.defaultValue,
      overridden: value.overridden.map { Setting(value: $0.value, source: $0.source) },
      waiting: waiting.map { Setting(value: $0.value, source: $0.source) })
  }
}
