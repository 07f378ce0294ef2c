import DBus

/// Why attaching or releasing did not work.
struct SeatTrouble: Sendable, Equatable {
  /// As a sentence.
  var why: String
  var nextStep: String?
  /// It is tried again by itself; otherwise only once something is another.
  var passes: Bool

  /// By logind's or systemd's answer.
  init(_ error: DBusError, from service: Service) {
    let name = error.name.split(separator: ".").last.map(String.init) ?? ""
    switch name {
    case "AccessDenied", "InteractiveAuthorizationRequired", "AuthFailed", "EACCES", "EPERM":
      self.init(
        why: "\(service.title) does not let the agent do it: \(quoted(error.message)).",
        nextStep: "Install polkit's rule for it, 50-stationmaster.rules "
          + "(/usr/share/doc/stationmaster/seats.md), then: "
          + "stationctl seat \(service.command)", passes: false)
    case "NoReply", "Timeout", "TimedOut", "ServiceUnknown", "NameHasNoOwner", "Disconnected",
      "NoServer":
      self.init(
        why: "\(service.title) does not answer.",
        nextStep: "See: systemctl status \(service.unit)", passes: true)
    case "NoSuchUnit", "LoadFailed", "UnknownMethod", "ENODEV", "ENXIO", "ENOENT", "InvalidArgs":
      self.init(
        why: "\(service.title) refuses: \(quoted(error.description)).",
        nextStep: "See /usr/share/doc/stationmaster/seats.md for what it needs.", passes: false)
    default:
      self.init(
        why: "\(service.title) could not do it: \(quoted(error.description)).",
        nextStep: "See: journalctl -u \(service.unit)", passes: true)
    }
  }

  init(why: String, nextStep: String?, passes: Bool) {
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
