import CLibvirt
import Glibc
import Synchronization

/// A connection to a hypervisor. Every call blocks, for as long as libvirt likes: never call from the
/// cooperative pool. libvirt's connections may be used from several threads.
final class Connection: Sendable {
  /// Told of every change, on libvirt's event thread.
  let news: News
  nonisolated(unsafe) let pointer: virConnectPtr
  private let callbacks = Mutex<[Int32]?>([])

  /// Seconds between the questions whether the other side still lives, and how many may stay
  /// unanswered.
  private static let keepAlive: (interval: Int32, count: UInt32) = (10, 3)

  init(uri: String, news: News) throws(VirtError) {
    EventThread.begin
    pointer = try found(virConnectOpen(uri))
    self.news = news
    // What has no socket in between (the test driver) has no use for it, and says so.
    _ = virConnectSetKeepAlive(pointer, Self.keepAlive.interval, Self.keepAlive.count)
    do throws(VirtError) {
      try listen()
    } catch {
      close()
      throw error
    }
  }

  deinit {
    close()
    virConnectClose(pointer)
  }

  /// Ends the events. The connection itself ends when nobody uses it any more.
  func close() {
    let registered = callbacks.withLock { callbacks in
      defer { callbacks = nil }
      return callbacks
    }
    guard let registered else { return }
    for callback in registered { virConnectDomainEventDeregisterAny(pointer, callback) }
    virConnectUnregisterCloseCallback(pointer, closed)
  }

  func remember(callback: Int32) { callbacks.withLock { $0?.append(callback) } }

  /// False once the other side is known to be gone. Asks nobody.
  var isAlive: Bool { virConnectIsAlive(pointer) == 1 }

  func domains() throws(VirtError) -> [Domain] {
    var list: UnsafeMutablePointer<virDomainPtr?>?
    let count = try check(virConnectListAllDomains(pointer, &list, 0))
    guard let list else { return [] }
    defer { free(list) }
    return (0..<Int(count)).compactMap { list[$0].map(Domain.init(owning:)) }
  }

  func domain(uuid: String) throws(VirtError) -> Domain {
    Domain(owning: try found(virDomainLookupByUUIDString(pointer, uuid)))
  }

  func hasDomain(named name: String) throws(VirtError) -> Bool {
    if let domain = virDomainLookupByName(pointer, name) {
      virDomainFree(domain)
      return true
    }
    let error = VirtError.last
    guard error.isNoSuchDomain else { throw error }
    return false
  }

  /// Makes a domain that stays, switched off.
  func define(_ xml: String) throws(VirtError) -> Domain {
    Domain(owning: try found(virDomainDefineXMLFlags(pointer, xml, 0)))
  }
}
