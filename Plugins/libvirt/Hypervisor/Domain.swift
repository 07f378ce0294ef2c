import CLibvirt
import Glibc

/// A domain: what libvirt calls a virtual machine or a container. Every call but ``uuid`` may block.
final class Domain: Sendable {
  nonisolated(unsafe) private let pointer: virDomainPtr

  /// The metadata element that is ours.
  enum Metadata {
    static let namespace = "urn:stationmaster:desktop:1"
    static let prefix = "stationmaster"
  }

  init(owning pointer: virDomainPtr) { self.pointer = pointer }

  deinit { virDomainFree(pointer) }

  /// Canonical: lower case, with hyphens. Empty only if libvirt breaks its word.
  var uuid: String { Self.uuid(of: pointer) ?? "" }

  static func uuid(of pointer: virDomainPtr) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(VIR_UUID_STRING_BUFLEN)) { buffer in
      guard let start = buffer.baseAddress, virDomainGetUUIDString(pointer, start) == 0
      else { return nil }
      return String(cString: start)
    }
  }

  /// The name when the domain was looked up.
  var name: String { virDomainGetName(pointer).map { String(cString: $0) } ?? "" }

  func state() throws(VirtError) -> DomainState {
    var state: Int32 = 0
    var reason: Int32 = 0
    try check(virDomainGetState(pointer, &state, &reason, 0))
    return DomainState(
      UInt32(clamping: state), reason: UInt32(clamping: reason),
      isActive: virDomainIsActive(pointer) == 1)
  }

  func isActive() throws(VirtError) -> Bool { try check(virDomainIsActive(pointer)) == 1 }

  /// As it is now: of a running domain what runs, with the ports that it was given.
  func xml() throws(VirtError) -> String { try xml(flags: 0) }

  /// As it will be at its next start, with the passwords: what a copy is made from.
  func definition() throws(VirtError) -> String {
    try xml(flags: VIR_DOMAIN_XML_INACTIVE.rawValue | VIR_DOMAIN_XML_SECURE.rawValue)
  }

  private func xml(flags: UInt32) throws(VirtError) -> String {
    let text = try found(virDomainGetXMLDesc(pointer, flags))
    defer { free(text) }
    return String(cString: text)
  }

  func create() throws(VirtError) { try check(virDomainCreate(pointer)) }

  func resume() throws(VirtError) { try check(virDomainResume(pointer)) }

  func wakeUp() throws(VirtError) { try check(virDomainPMWakeup(pointer, 0)) }

  /// Asks the guest to shut down.
  func shutdown() throws(VirtError) { try check(virDomainShutdown(pointer)) }

  /// Switches it off.
  func destroy() throws(VirtError) { try check(virDomainDestroy(pointer)) }

  /// Our metadata element without its namespace; nil if there is none.
  func metadata() throws(VirtError) -> String? {
    let kind = Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue)
    if let text = virDomainGetMetadata(pointer, kind, Metadata.namespace, 0) {
      defer { free(text) }
      return String(cString: text)
    }
    let error = VirtError.last
    guard error.code == VIR_ERR_NO_DOMAIN_METADATA.rawValue else { throw error }
    return nil
  }

  /// Sets it for now and for every later start, as far as the domain has either.
  func setMetadata(_ xml: String) throws(VirtError) {
    var flags: UInt32 = 0
    if try check(virDomainIsActive(pointer)) == 1 { flags |= VIR_DOMAIN_AFFECT_LIVE.rawValue }
    if try check(virDomainIsPersistent(pointer)) == 1 { flags |= VIR_DOMAIN_AFFECT_CONFIG.rawValue }
    try check(
      virDomainSetMetadata(
        pointer, Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue), xml, Metadata.prefix,
        Metadata.namespace, flags))
  }
}
