import DBus

/// Why attaching or releasing did not work.
struct SeatTrouble: Sendable, Equatable {
  /// As a sentence.
  var why: String
  var nextStep: String?
  var passes: Passing

  /// Whether it is tried again by itself.
  enum Passing: Sendable, Equatable {
    case soon
    /// Somebody must allow it first: polkit's rule, or an /etc that can be written, which is the same
    /// answer of logind's.
    case onceAllowed
    /// Only once something is another.
    case never
  }

  /// By logind's or systemd's answer.
  init(_ error: DBusError, from service: Service) {
    let name = error.name.split(separator: ".").last.map(String.init) ?? ""
    switch name {
    case "AccessDenied", "InteractiveAuthorizationRequired", "AuthFailed", "EACCES", "EPERM":
      self.init(
        why: "\(service.title) does not let the agent do it: \(quoted(error.message)).",
        nextStep: "See that polkit's rule for it is installed, 50-stationmaster.rules "
          + "(/usr/share/doc/stationmaster/seats.md), and that /etc can be written. At once: "
          + "stationctl seat \(service.command)", passes: .onceAllowed)
    case "NoReply", "Timeout", "TimedOut", "ServiceUnknown", "NameHasNoOwner", "Disconnected",
      "NoServer":
      self.init(
        why: "\(service.title) does not answer.",
        nextStep: "See: systemctl status \(service.unit)", passes: .soon)
    case "NoSuchUnit", "LoadFailed", "UnknownMethod", "ENODEV", "ENXIO", "ENOENT", "InvalidArgs":
      self.init(
        why: "\(service.title) refuses: \(quoted(error.description)).",
        nextStep: "See /usr/share/doc/stationmaster/seats.md for what it needs.", passes: .never)
    default:
      self.init(
        why: "\(service.title) could not do it: \(quoted(error.description)).",
        nextStep: "See: journalctl -u \(service.unit)", passes: .soon)
    }
  }

  init(why: String, nextStep: String?, passes: Passing) {
    self.why = why
    self.nextStep = nextStep
    self.passes = passes
  }

  enum Service: Sendable {
    case logind, systemd

    var title: String {
      self == .logind ? "The login service (systemd-logind)" : "The service manager (systemd)"
    }
    var unit: String { self == .logind ? "systemd-logind" : "stationmaster-release-seat@*" }
    var command: String { self == .logind ? "apply" : "release" }
  }
}
