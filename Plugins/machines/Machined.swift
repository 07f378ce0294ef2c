import DBus

/// machined's names (org.freedesktop.machine1(5)), and systemd's.
enum Machined {
  static let name = "org.freedesktop.machine1"
  static let path = "/org/freedesktop/machine1"
  static let manager = "org.freedesktop.machine1.Manager"
  static let machine = "org.freedesktop.machine1.Machine"
  static let properties = "org.freedesktop.DBus.Properties"
  static let busName = "org.freedesktop.DBus"

  static let rule = "type='signal',sender='\(name)',path_namespace='\(path)'"
  static let ownerRule =
    "type='signal',sender='\(busName)',interface='\(busName)',"
    + "member='NameOwnerChanged',arg0='\(name)'"

  /// What a machine's first process takes for "power off": `SIGRTMIN+4`, as systemd(1) and
  /// machinectl(1) have it. 34 is glibc's SIGRTMIN.
  static let powerOff: Int32 = 34 + 4

  /// May machined know other machines after such a signal?
  static func isNews(_ interface: String, _ member: String) -> Bool {
    interface == properties
      || interface == manager && ["MachineNew", "MachineRemoved"].contains(member)
  }

  /// Milliseconds for an answer; the host waits 10 s for ours.
  static let patience: UInt64 = 8_000
}

/// systemd's names (org.freedesktop.systemd1(5)).
enum Systemd {
  static let name = "org.freedesktop.systemd1"
  static let path = "/org/freedesktop/systemd1"
  static let manager = "org.freedesktop.systemd1.Manager"

  static let jobRule =
    "type='signal',sender='\(name)',path='\(path)',interface='\(manager)',member='JobRemoved'"
}

/// A line of `ListImages`.
struct MachineImage: Sendable, Equatable {
  var name: String
  var isReadOnly: Bool

  /// Nil for anything but `(ssbttto)`.
  init?(_ value: Value) {
    guard case .structure(let fields) = value, fields.count == 7,
      case .string(let name) = fields[0], case .bool(let isReadOnly) = fields[2]
    else { return nil }
    self.init(name, isReadOnly: isReadOnly)
  }

  init(_ name: String, isReadOnly: Bool = false) {
    self.name = name
    self.isReadOnly = isReadOnly
  }
}

/// A line of `ListMachines`.
struct ListedMachine: Sendable, Equatable {
  var name: String
  /// `container`, `vm` or `host`.
  var kind: String
  /// Who registered it: `systemd-nspawn`, `libvirt-qemu`, `libvirt-lxc`.
  var service: String
  var path: String

  /// Nil for anything but `(ssso)`.
  init?(_ value: Value) {
    guard case .structure(let fields) = value, fields.count == 4,
      case .string(let name) = fields[0], case .string(let kind) = fields[1],
      case .string(let service) = fields[2], case .path(let path) = fields[3]
    else { return nil }
    (self.name, self.kind, self.service, self.path) = (name, kind, service, path)
  }
}
