public import PluginProtocol

/// Why an operation was not accepted, for whoever asked for it.
public struct OperationTrouble: Error, Sendable, Equatable, CustomStringConvertible {
  public var kind: Kind
  /// What happened, as a sentence for people; holds the plugin's own message where there is one.
  public var message: String
  /// What to do about it, as a sentence; nil where there is nothing better than trying again.
  public var nextStep: String?

  public enum Kind: Sendable, Hashable {
    case noSuchPlugin
    /// It is disabled, refused or failed, or did not come back in time. Nothing was asked.
    case notRunning
    /// The plugin does not list the capability.
    case notSupported
    /// The plugin's answer; `busy` also if too much is asked of it already, and `cancelled` if the
    /// caller was.
    case refused(PluginError.Code)
    /// It was asked and did not answer: it may have been done all the same.
    case noAnswer
  }

  public init(_ kind: Kind, _ message: String, nextStep: String? = nil) {
    self.kind = kind
    self.message = message
    self.nextStep = nextStep
  }

  public var description: String { nextStep.map { message + " " + $0 } ?? message }
}
