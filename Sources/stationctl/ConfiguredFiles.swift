import AgentInterface
import Configuration
import Glibc

/// The files of the configuration as they are now, read by whoever asks.
struct ConfiguredFiles {
  let path: String

  /// - Parameter path: nil for the installed agent's.
  init(_ path: String?) { self.path = path ?? ConfigurationFiles.usualPath }

  /// Throws the mistake in them.
  func answer() throws(Failure) -> ConfigurationAnswer {
    do throws(ConfigurationError) {
      let settings = try ConfigurationFiles.find(path: path).settings()
      return ConfigurationAnswer(file: path, values: settings.effective.map { ConfiguredValue($0) })
    } catch {
      throw Failure(
        .badConfiguration, "The configuration has a mistake: " + error.message.asSentence,
        nextStep:
          "Correct it; a running agent goes on with what it read before, see: stationctl config")
    }
  }

  enum News: Equatable {
    /// They say what the agent says, or are closed to whoever asks.
    case none
    /// They are good. The keys with other values, and where these are from: none if only the agent's word
    /// of a mistake is old.
    case unread([EffectiveValue])
    case bad(ConfigurationError)
  }

  /// What the files say now that the agent does not.
  func news(_ answer: ConfigurationAnswer) -> News {
    do throws(ConfigurationError) {
      let files = try ConfigurationFiles.find(path: path)
      let fresh = try files.settings().effective
      let known = Dictionary(
        answer.values.map { ($0.key, $0.waiting?.value ?? $0.value) },
        uniquingKeysWith: { first, _ in first })
      let other = fresh.filter { known[$0.key] != nil && known[$0.key] != $0.value }
      return other.isEmpty && answer.trouble == nil ? .none : .unread(other)
    } catch {
      // The agent has said it; and what is closed to somebody is no mistake.
      return answer.trouble != nil || error.isForbidden ? .none : .bad(error)
    }
  }

  /// The keys that are meant; all if nothing is named.
  static func keys(_ names: [String]) throws(Failure) -> [KeyInfo] {
    if names.isEmpty { return Settings.keys }
    var found: [KeyInfo] = []
    for name in names {
      let keys = Settings.keys(named: name)
      guard !keys.isEmpty else {
        let meant = Settings.suggestion(for: name).map { "Did you mean \($0)? " } ?? ""
        throw Failure(
          .refused, "There is no key or section '\(clean(name, limit: 60))'.",
          nextStep: meant + "See all with: stationctl config")
      }
      found += keys.filter { key in !found.contains { $0.title == key.title } }
    }
    return found
  }
}

extension ConfiguredValue {
  init(_ value: EffectiveValue) {
    self.init(
      key: value.key, value: value.value, source: value.source, defaultValue: value.defaultValue,
      overridden: value.overridden.map { Setting(value: $0.value, source: $0.source) })
  }
}
