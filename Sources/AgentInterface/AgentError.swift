public import DBus

/// What the agent refuses, by a name that programs can rely on, and what to do next.
public struct AgentError: Error, Sendable, Equatable {
  public var code: Code
  /// What happened, in one sentence.
  public var message: String
  /// What to do next, in one sentence.
  public var nextStep: String

  /// Each is the last part of a D-Bus error name, `org.stationmaster1.Error.<code>`.
  public enum Code: String, Sendable, CaseIterable {
    case notAuthorized = "NotAuthorized"
    /// It would be allowed if the call let somebody be asked for a password. On the bus it has D-Bus's own
    /// name for that, not one of the agent's.
    case needsInteraction = "InteractiveAuthorizationRequired"
    case noSuchStation = "NoSuchStation"
    case noSuchCandidate = "NoSuchCandidate"
    case noSuchDisplay = "NoSuchDisplay"
    case displayInUse = "DisplayInUse"
    case badArgument = "BadArgument"
    case badPack = "BadPack"
    case noSuchPack = "NoSuchPack"
    /// The rules of licensing do not allow it: a limit, or nobody holds what is asked for.
    case licenseRefused = "LicenseRefused"
    case stationPresent = "StationPresent"
    /// Things come and go at this moment.
    case notSettled = "NotSettled"
    case ledger = "LedgerFailed"
    case noSuchDesktop = "NoSuchDesktop"
    case noSuchPlugin = "NoSuchPlugin"
    /// Its grace is over and no license covers it.
    case notLicensed = "NotLicensed"
    /// Somebody is on the desktop.
    case desktopInUse = "DesktopInUse"
    /// Another desktop is shown at the station.
    case stationTaken = "StationTaken"
    /// The plugin cannot do it, or says that it will not.
    case pluginRefused = "PluginRefused"
    /// The plugin does not run, or did not answer in time.
    case pluginAway = "PluginAway"
    /// An administrator closed the station.
    case stationDisabled = "StationDisabled"
    case powerRefused = "PowerRefused"
    case powerFailed = "PowerFailed"
    /// The station has no means to show which one it is.
    case identifyFailed = "IdentifyFailed"
    /// Who is neither root nor the agent's own user asked too often.
    case tooManyQuestions = "TooManyQuestions"
  }

  public init(_ code: Code, _ message: String, nextStep: String) {
    self.code = code
    self.message = message
    self.nextStep = nextStep
  }

  /// The two sentences stand on two lines of the D-Bus message.
  public var onTheBus: DBusError {
    DBusError(
      name: code == .needsInteraction ? DBusError.interactionRequired : Self.prefix + code.rawValue,
      message: message + "\n" + nextStep)
  }

  /// Nil if the error is none of the agent's own.
  public init?(_ error: DBusError) {
    let code: Code
    if error.needsInteraction {
      code = .needsInteraction
    } else if error.name.hasPrefix(Self.prefix),
      let own = Code(rawValue: String(error.name.dropFirst(Self.prefix.count)))
    {
      code = own
    } else {
      return nil
    }
    let lines = error.message.split(separator: "\n", maxSplits: 1)
    self.init(
      code, lines.first.map(String.init) ?? "", nextStep: lines.count > 1 ? String(lines[1]) : "")
  }

  private static let prefix = "org.stationmaster1.Error."
}
