import PluginProtocol

extension OperationTrouble {
  static let cancelled = OperationTrouble(
    .refused(.cancelled), "It was given up before the plugin had accepted it.")

  static func noSuchPlugin(_ plugin: String) -> OperationTrouble {
    OperationTrouble(
      .noSuchPlugin, "There is no plugin \(plugin).",
      nextStep: "`stationctl plugin list` shows which there are.")
  }

  static func tooMuch(_ plugin: String) -> OperationTrouble {
    OperationTrouble(
      .refused(.busy),
      "The plugin \(plugin) has \(Contract.outstandingLimit) operations to do already.",
      nextStep: "Try again in a moment.")
  }

  static func notSupported(_ plugin: String, _ capability: String) -> OperationTrouble {
    OperationTrouble(
      .notSupported, "The plugin \(plugin) cannot do that: it does not offer \"\(capability)\".")
  }

  static func disabled(_ plugin: String) -> OperationTrouble {
    OperationTrouble(
      .notRunning, "The plugin \(plugin) is disabled.",
      nextStep: "Switch it on with `stationctl plugin enable \(plugin)`.")
  }

  static func refusedToStart(_ plugin: String, _ why: String) -> OperationTrouble {
    OperationTrouble(
      .notRunning, "The plugin \(plugin) may not be started: \(why).",
      nextStep: "Mend that, then run `stationctl plugin restart \(plugin)`.")
  }

  static func failed(_ plugin: String, _ why: String) -> OperationTrouble {
    OperationTrouble(
      .notRunning, "The plugin \(plugin) has failed: \(why).",
      nextStep:
        "See `stationctl plugin log \(plugin)`; `stationctl plugin restart \(plugin)` starts it again."
    )
  }

  /// It did not come back, or not become ready, in the time that an operation has.
  static func notThere(_ plugin: String) -> OperationTrouble {
    OperationTrouble(
      .notRunning, "The plugin \(plugin) does not run now; it will be started again.",
      nextStep: "Try again in a minute. `stationctl plugin show \(plugin)` says how it is.")
  }

  static func noAnswer(_ plugin: String) -> OperationTrouble {
    OperationTrouble(
      .noAnswer, "The plugin \(plugin) did not answer; perhaps it does it all the same.",
      nextStep: "Look how the desktop is, then try again.")
  }

  /// The plugin has ended for good after it was asked: nobody knows what it did before.
  var afterAsking: OperationTrouble {
    OperationTrouble(.noAnswer, message + " It may have done it before.", nextStep: nextStep)
  }

  static func refused(
    _ plugin: String, _ desktop: String, _ error: PluginError
  ) -> OperationTrouble {
    let said = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
    return OperationTrouble(
      .refused(error.code), "The plugin \(plugin) refused it for \(desktop): \(said).",
      nextStep: nextStep(after: error, plugin))
  }

  private static func nextStep(after error: PluginError, _ plugin: String) -> String? {
    switch error.code {
    case .busy: "Try again in \(error.retryAfter ?? 1) s."
    case .unavailable:
      "See that what it works with runs (`stationctl plugin show \(plugin)`), then try again."
    case .denied:
      "Ask an administrator: the plugin needs a permission, which its README names."
    case .noRoom:
      "Ask an administrator to make room: memory, disk or a quota is used up."
    case .noSuchDesktop: "`stationctl desktop list` shows which desktops there are."
    case .internalError: "See `stationctl plugin log \(plugin)` for the reason."
    default: nil
    }
  }
}
