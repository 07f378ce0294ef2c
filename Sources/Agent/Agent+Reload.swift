public import Configuration
import Journal
import Logging
public import StationModel

extension Agent {
  /// Takes over new settings. What only a restart can change is said and left: false if there is such.
  public func reload(_ fresh: Settings, readAt time: Timestamp) -> Bool {
    configuration.took(fresh, at: time)
    let waiting = configuration.waiting
    if !waiting.isEmpty {
      let keys = waiting.map { "\($0.key) = \($0.value) (\($0.source))" }.joined(separator: ", ")
      log.tell(
        .restartNeeded, .warning,
        "changes in [Bus], [State] and [Plugins] take effect at the next start: \(keys)")
    }
    readTrustedKeys()
    rescanPlugins()
    look()
    return waiting.isEmpty
  }

  /// The files are bad: the agent goes on as before, and says so wherever somebody looks.
  public func keepSettings(because error: ConfigurationError, at time: Timestamp) {
    configuration.refused(error, at: time)
    look()
  }

  /// - Parameter trouble: why there is no copy of these files for a start with bad ones; nil if there is.
  public func noteCopy(trouble: String?) {
    configuration.copyTrouble = trouble
  }
}
