import PluginProtocol
import Synchronization

/// Which assignments are written into domains and taken out of them, in an order that holds: what
/// the agent no longer counted on when it (re)started is cleared later, once libvirt answers, and
/// must not take with it what the agent has assigned since. Blocks while another thread writes.
final class Assignments: Sendable {
  /// The desktops whose assignments stay; nil once the others are cleared.
  private let kept = Mutex<Set<String>?>(nil)

  /// From now on, only these count, and what is assigned later.
  func keepOnly(_ desktops: Set<String>) { kept.withLock { $0 = desktops } }

  var isClearingDue: Bool { kept.withLock { $0 != nil } }

  func clearingIsDone() { kept.withLock { $0 = nil } }

  /// Remembers the station in the domain itself, or forgets it.
  func set(_ domain: Domain, to station: AssignedStation?) throws {
    try kept.withLock { kept in
      if station != nil { kept?.insert(domain.uuid) }
      try Self.write(domain, station)
    }
  }

  /// The same for a domain that nobody else has: false if it is another station's.
  func claim(_ domain: Domain, for station: AssignedStation) throws -> Bool {
    try kept.withLock { kept in
      let root = try domain.metadata().map { try XMLText($0) }?.root
      let owner = root?.first("*[local-name() = 'station']")?["key"]
      guard owner == nil || owner == station.key else { return false }
      kept?.insert(domain.uuid)
      try Self.write(domain, station)
      return true
    }
  }

  /// The same for a domain that is just being made, already assigned.
  func add(_ uuid: String, _ make: () throws -> Void) throws {
    try kept.withLock { kept in
      kept?.insert(uuid)
      try make()
    }
  }

  /// Forgets the station unless it is to be kept. True if it was cleared.
  func clear(_ domain: Domain) throws -> Bool {
    try kept.withLock { kept in
      guard let kept, !kept.contains(domain.uuid) else { return false }
      try Self.write(domain, nil)
      return true
    }
  }

  /// Notes in a template which copy is being made from it, or that none is.
  func note(_ copy: UnfinishedCopy?, in template: Domain) throws {
    try kept.withLock { _ in
      let old = try template.metadata()
      if old == nil && copy == nil { return }
      try template.setMetadata(try UnfinishedCopy.element(from: old, copy))
    }
  }

  private static func write(_ domain: Domain, _ station: AssignedStation?) throws {
    let old = try domain.metadata()
    if old == nil && station == nil { return }
    try domain.setMetadata(try DesktopTag.element(from: old, station: station))
  }
}
