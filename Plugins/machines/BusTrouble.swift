import DBus
import PluginProtocol

/// What was tried, for the sentence that tells what an administrator can grant.
enum Errand: Sendable, CaseIterable {
  case start, stop, copy

  /// The action that polkit(8) is asked about.
  var action: String {
    switch self {
    case .start: "org.freedesktop.systemd1.manage-units"
    case .stop: "org.freedesktop.machine1.manage-machines"
    case .copy: "org.freedesktop.machine1.manage-images"
    }
  }
}

/// An answer of machined or systemd in the contract's words (docs/plugins.md, "Errors").
func pluginError(_ error: DBusError, _ errand: Errand, _ name: String) -> PluginError {
  let words = PlainText.line(error.description, limit: 200)
  switch error.name {
  case bus("AccessDenied"), bus("InteractiveAuthorizationRequired"), bus("AuthFailed"),
    "System.Error.EPERM", "System.Error.EACCES":
    return PluginError(
      .denied,
      "this plugin may not do that with \(name): grant its user \(errand.action) by a polkit rule "
        + "(\(words))")
  case bus("ServiceUnknown"), bus("NameHasNoOwner"), bus("NoReply"), bus("Timeout"),
    bus("TimedOut"), bus("Disconnected"), bus("Spawn.ChildExited"), bus("Spawn.ExecFailed"),
    bus("Spawn.Failed"), "System.Error.ECONNRESET", "System.Error.ENOTCONN",
    "System.Error.ETIMEDOUT":
    let who = errand == .start ? "systemd" : "systemd-machined"
    return PluginError(.unavailable, "\(who) does not answer: \(words)")
  case "org.freedesktop.machine1.NoSuchMachine", "org.freedesktop.machine1.NoSuchImage",
    "org.freedesktop.systemd1.NoSuchUnit":
    return PluginError(.noSuchDesktop, "\(name) is not there any more: \(words)")
  case "org.freedesktop.systemd1.TransactionIsDestructive",
    "org.freedesktop.systemd1.TransactionJobsConflicting", "System.Error.EBUSY",
    "System.Error.EAGAIN":
    return PluginError(
      .busy, "something else is being done with \(name): \(words)", retryAfter: 3)
  case bus("NoMemory"), bus("LimitsExceeded"), "System.Error.ENOSPC", "System.Error.EDQUOT",
    "System.Error.ENOMEM":
    return PluginError(.noRoom, "there is no room for \(name): \(words)")
  case bus("NotSupported"), "System.Error.EOPNOTSUPP", "org.freedesktop.systemd1.UnitMasked",
    "org.freedesktop.systemd1.LoadFailed", "org.freedesktop.systemd1.BadUnitSetting":
    return PluginError(.notSupported, "that is not possible with \(name): \(words)")
  default:
    return PluginError(.internalError, "\(name): \(words)")
  }
}

private func bus(_ name: String) -> String { Machined.busName + ".Error." + name }

/// Why nothing is known of the machines, in a sentence.
func whyUnknown(_ error: DBusError) -> String {
  let words = PlainText.line(error.description, limit: 200)
  switch error.name {
  case _ where error.isServiceUnknown, bus("Spawn.ChildExited"), bus("Spawn.ExecFailed"),
    bus("Spawn.Failed"), bus("Spawn.ServiceNotValid"),
    "org.freedesktop.systemd1.NoSuchUnit", "org.freedesktop.systemd1.UnitMasked":
    return "systemd-machined cannot be reached: is the package systemd-container installed? "
      + "Trying again. (\(words))"
  case bus("AccessDenied"):
    return "systemd-machined refuses to list the machines: \(words)"
  default:
    return "systemd-machined does not answer; trying again. (\(words))"
  }
}
