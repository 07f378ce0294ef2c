import CLibvirt

extension Connection {
  /// Asks to be told of all that can change what is reported. Of a hypervisor that does not even
  /// tell of starts and stops nothing could be said without polling, so that is an error.
  func listen() throws(VirtError) {
    try register { owner in
      clibvirt_on_lifecycle(
        pointer,
        { _, domain, _, _, owner in
          note(domain, owner)
          return 0
        }, owner, letGo)
    }
    // A hypervisor that lacks some of these still works; its addresses may lag behind then.
    try? register { owner in
      clibvirt_on_reboot(pointer, { _, domain, owner in note(domain, owner) }, owner, letGo)
    }
    try? register { owner in
      clibvirt_on_graphics(
        pointer, { _, domain, _, _, _, _, _, owner in note(domain, owner) }, owner, letGo)
    }
    try? register { owner in
      clibvirt_on_device_added(
        pointer, { _, domain, _, owner in note(domain, owner) }, owner, letGo)
    }
    try? register { owner in
      clibvirt_on_device_removed(
        pointer, { _, domain, _, owner in note(domain, owner) }, owner, letGo)
    }
    try? register { owner in
      clibvirt_on_metadata(
        pointer, { _, domain, _, _, owner in note(domain, owner) }, owner, letGo)
    }
    let owner = Unmanaged.passRetained(news)
    if virConnectRegisterCloseCallback(pointer, closed, owner.toOpaque(), letGo) < 0 {
      owner.release()
    }
  }

  private func register(_ call: (UnsafeMutableRawPointer) -> Int32) throws(VirtError) {
    let owner = Unmanaged.passRetained(news)
    do throws(VirtError) {
      remember(callback: try check(call(owner.toOpaque())))
    } catch {
      owner.release()
      throw error
    }
  }
}

/// libvirt may still be in a callback when it is taken back, so it says itself when it lets go.
private let letGo: @convention(c) (UnsafeMutableRawPointer?) -> Void = { owner in
  guard let owner else { return }
  Unmanaged<News>.fromOpaque(owner).release()
}

private func note(_ domain: virDomainPtr?, _ owner: UnsafeMutableRawPointer?) {
  guard let domain, let owner, let uuid = Domain.uuid(of: domain) else { return }
  Unmanaged<News>.fromOpaque(owner).takeUnretainedValue().lookAgain(at: uuid)
}

let closed: virConnectCloseFunc = { _, reason, owner in
  guard let owner else { return }
  let why =
    switch virConnectCloseReason(UInt32(clamping: reason)) {
    case VIR_CONNECT_CLOSE_REASON_EOF: "it closed the connection"
    case VIR_CONNECT_CLOSE_REASON_KEEPALIVE: "it has not answered for half a minute"
    case VIR_CONNECT_CLOSE_REASON_CLIENT: "the connection was closed"
    default: "the connection broke"
    }
  Unmanaged<News>.fromOpaque(owner).takeUnretainedValue().end(why: why)
}
