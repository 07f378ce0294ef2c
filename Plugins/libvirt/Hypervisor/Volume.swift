import CLibvirt
import Glibc

/// A disk image in a storage pool.
final class Volume: Sendable {
  nonisolated(unsafe) private let pointer: virStorageVolPtr

  private init(owning pointer: virStorageVolPtr) { self.pointer = pointer }

  deinit { virStorageVolFree(pointer) }

  /// Nil if no active pool has this file.
  static func at(path: String, of connection: Connection) throws(VirtError) -> Volume? {
    try lookUp { virStorageVolLookupByPath(connection.pointer, path) }
  }

  /// Nil if the pool or the volume is not there.
  static func named(
    _ name: String, inPool pool: String, of connection: Connection
  ) throws(VirtError) -> Volume? {
    guard let pool = virStoragePoolLookupByName(connection.pointer, pool) else {
      let error = VirtError.last
      guard error.code == VIR_ERR_NO_STORAGE_POOL.rawValue else { throw error }
      return nil
    }
    defer { virStoragePoolFree(pool) }
    return try lookUp { virStorageVolLookupByName(pool, name) }
  }

  private static func lookUp(_ call: () -> virStorageVolPtr?) throws(VirtError) -> Volume? {
    if let pointer = call() { return Volume(owning: pointer) }
    let error = VirtError.last
    guard error.isNoSuchVolume else { throw error }
    return nil
  }

  func name() throws(VirtError) -> String {
    String(cString: try found(virStorageVolGetName(pointer)))
  }

  func path() throws(VirtError) -> String {
    let text = try found(virStorageVolGetPath(pointer))
    defer { free(text) }
    return String(cString: text)
  }

  func xml() throws(VirtError) -> String {
    let text = try found(virStorageVolGetXMLDesc(pointer, 0))
    defer { free(text) }
    return String(cString: text)
  }

  func poolXML() throws(VirtError) -> String {
    let pool = try found(virStoragePoolLookupByVolume(pointer))
    defer { virStoragePoolFree(pool) }
    let text = try found(virStoragePoolGetXMLDesc(pool, 0))
    defer { free(text) }
    return String(cString: text)
  }

  /// Bytes that the guest sees.
  func capacity() throws(VirtError) -> UInt64 {
    var info = virStorageVolInfo()
    try check(virStorageVolGetInfo(pointer, &info))
    return info.capacity
  }

  /// Another volume of the same pool; nil if there is none of that name.
  func sibling(named name: String) throws(VirtError) -> Volume? {
    let pool = try found(virStoragePoolLookupByVolume(pointer))
    defer { virStoragePoolFree(pool) }
    return try Self.lookUp { virStorageVolLookupByName(pool, name) }
  }

  /// Makes another volume in the same pool: a new one as the XML says, or with `isCopy` one with this
  /// one's content.
  func makeSibling(_ xml: String, isCopy: Bool) throws(VirtError) -> Volume {
    let pool = try found(virStoragePoolLookupByVolume(pointer))
    defer { virStoragePoolFree(pool) }
    return Volume(
      owning: try found(
        isCopy
          ? virStorageVolCreateXMLFrom(pool, xml, pointer, 0)
          : virStorageVolCreateXML(pool, xml, 0)))
  }

  func delete() throws(VirtError) { try check(virStorageVolDelete(pointer, 0)) }
}
