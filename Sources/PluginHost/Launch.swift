import Glibc
import PluginProtocol

/// A plugin that may be started, once everything about it was checked.
struct Launch: Sendable, Equatable {
  var name: String
  /// The folder of the manifest.
  var folder: String
  /// An absolute path.
  var program: String
  var arguments: [String]
  /// Whom it runs as; nil is the agent's own user.
  var identity: SystemUser?
  /// What confines it; nil is a plain child.
  var sandbox: Manifest.Sandbox?
}

/// A program to be started, ready for the kernel.
struct Command: Sendable, Equatable {
  var program: String
  var arguments: [String]
  var environment: [String: String]
  var workingFolder: String
  /// The plugin's own folder, as it is told; nil is the working folder.
  var ownFolder: String? = nil
  /// The name of the manifest's user; nil is the agent's own.
  var user: String?
  /// Whom to become before the program begins; nil stays who we are.
  var identity: SystemUser?
  /// The transient service that it makes, if it makes one.
  var unit: Unit?

  struct Unit: Sendable, Equatable {
    var name: String
    /// A pattern for all that were ever made for this plugin.
    var family: String
    /// Of the agent's user's own service manager.
    var isUsers: Bool
  }
}
