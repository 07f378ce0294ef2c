import CLibvirt
import Glibc
import Testing

@testable import libvirt

/// Somebody else at the same hypervisor: `test:///default` is one per process.
final class Administrator: Sendable {
  let connection: Connection

  init(uri: String = "test:///default") throws {
    connection = try Connection(uri: uri, news: News())
  }

  /// Defines a domain, or redefines it; `inside` stands before the devices.
  @discardableResult
  func define(
    _ name: String, uuid: String = UUIDText().text, inside: String = "", devices: String = "",
    isRunning: Bool = false
  ) throws -> String {
    let domain = try connection.define(
      """
      <domain type='test'><name>\(name)</name><uuid>\(uuid)</uuid>\(inside)
      <memory unit='MiB'>16</memory><os><type>hvm</type></os>
      <devices>\(devices)</devices></domain>
      """)
    if isRunning { try domain.create() }
    return uuid
  }

  func domain(_ uuid: String) throws -> Domain { try connection.domain(uuid: uuid) }

  func description(named name: String) throws -> DomainDescription {
    let domain = try #require(virDomainLookupByName(connection.pointer, name), "no domain \(name)")
    return try DomainDescription(xml: try Domain(owning: domain).definition())
  }

  /// Calls libvirt with the domain; the call must succeed.
  func call(_ uuid: String, _ body: (virDomainPtr) -> Int32) throws {
    let domain = try #require(virDomainLookupByUUIDString(connection.pointer, uuid))
    defer { virDomainFree(domain) }
    try check(body(domain))
  }

  func suspend(_ uuid: String) throws { try call(uuid) { virDomainSuspend($0) } }

  func rename(_ uuid: String, _ name: String) throws {
    try call(uuid) { virDomainRename($0, name, 0) }
  }

  func undefine(_ uuid: String) throws { try call(uuid) { virDomainUndefine($0) } }

  func makePool(_ name: String, folder: String) throws {
    let xml = "<pool type='dir'><name>\(name)</name><target><path>\(folder)</path></target></pool>"
    virStoragePoolFree(try found(virStoragePoolCreateXML(connection.pointer, xml, 0)))
  }

  /// A raw volume of 64 MiB; without a pool's name, in the one that the test driver has.
  func makeVolume(_ name: String, pool: String = "default-pool") throws {
    let pool = try #require(virStoragePoolLookupByName(connection.pointer, pool))
    defer { virStoragePoolFree(pool) }
    let xml = """
      <volume><name>\(name)</name><capacity unit='MiB'>64</capacity><allocation>0</allocation>
      <target><format type='raw'/></target></volume>
      """
    virStorageVolFree(try found(virStorageVolCreateXML(pool, xml, 0)))
  }

  func volumes() throws -> [String] {
    let pool = try #require(virStoragePoolLookupByName(connection.pointer, "default-pool"))
    defer { virStoragePoolFree(pool) }
    var list: UnsafeMutablePointer<virStorageVolPtr?>?
    let count = try check(virStoragePoolListAllVolumes(pool, &list, 0))
    guard let list else { return [] }
    defer { free(list) }
    return (0..<Int(count)).compactMap { list[$0] }.compactMap { volume in
      defer { virStorageVolFree(volume) }
      return virStorageVolGetName(volume).map { String(cString: $0) }
    }
  }
}
