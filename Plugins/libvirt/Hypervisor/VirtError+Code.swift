import CLibvirt
import Glibc
import PluginProtocol

extension VirtError {
  /// The contract's code, by whose row the host decides what to do (docs/plugins.md).
  var pluginCode: PluginError.Code {
    // The monitor and the storage tools pass on what they were told only as text.
    if Self.noRoomTexts.contains(where: { message.contains($0) }) { return .noRoom }
    // Somebody was faster with the port or the image: later it may work.
    if Self.busyTexts.contains(where: { message.contains($0) }) { return .busy }
    switch virErrorNumber(code) {
    case VIR_ERR_NO_DOMAIN, VIR_ERR_INVALID_DOMAIN: return .noSuchDesktop
    case VIR_ERR_NO_MEMORY: return .noRoom
    case VIR_ERR_ACCESS_DENIED, VIR_ERR_AUTH_FAILED, VIR_ERR_AUTH_CANCELLED,
      VIR_ERR_AUTH_UNAVAILABLE, VIR_ERR_OPERATION_DENIED:
      return .denied
    case VIR_ERR_NO_CONNECT, VIR_ERR_INVALID_CONN, VIR_ERR_RPC, VIR_ERR_SSH, VIR_ERR_LIBSSH,
      VIR_ERR_UNKNOWN_HOST, VIR_ERR_GNUTLS_ERROR, VIR_ERR_DBUS_SERVICE:
      return .unavailable
    case VIR_ERR_OPERATION_FAILED, VIR_ERR_OPERATION_INVALID, VIR_ERR_OPERATION_TIMEOUT,
      VIR_ERR_OPERATION_ABORTED, VIR_ERR_RESOURCE_BUSY, VIR_ERR_BLOCK_COPY_ACTIVE,
      VIR_ERR_AGENT_UNRESPONSIVE, VIR_ERR_AGENT_UNSYNCED, VIR_ERR_DOM_EXIST,
      VIR_ERR_STORAGE_VOL_EXIST:
      return .busy
    case VIR_ERR_NO_SUPPORT, VIR_ERR_OPERATION_UNSUPPORTED, VIR_ERR_CONFIG_UNSUPPORTED,
      VIR_ERR_ARGUMENT_UNSUPPORTED, VIR_ERR_XML_ERROR, VIR_ERR_XML_DETAIL,
      VIR_ERR_XML_INVALID_SCHEMA, VIR_ERR_NO_STORAGE_POOL, VIR_ERR_NO_STORAGE_VOL,
      VIR_ERR_NO_NETWORK, VIR_ERR_HOOK_SCRIPT_FAILED, VIR_ERR_CPU_INCOMPATIBLE:
      return .notSupported
    case VIR_ERR_SYSTEM_ERROR: return systemCode
    // "client socket is closed", "received hangup event on socket": the way to the daemon.
    case VIR_ERR_INTERNAL_ERROR where domain == VIR_FROM_RPC.rawValue: return .unavailable
    default: return .internalError
    }
  }

  private var systemCode: PluginError.Code {
    if domain == VIR_FROM_RPC.rawValue || domain == VIR_FROM_REMOTE.rawValue {
      // The socket of the daemon may exist and still not be for us.
      return number == EACCES || number == EPERM ? .denied : .unavailable
    }
    return switch number {
    case EACCES, EPERM, EROFS: .denied
    case ENOMEM, ENOSPC, EDQUOT, EMFILE, ENFILE: .noRoom
    case EAGAIN, EBUSY, ETXTBSY, EINTR: .busy
    case ECONNREFUSED, ECONNRESET, EPIPE, ENOTCONN, ETIMEDOUT: .unavailable
    default: .internalError
    }
  }

  private static let busyTexts = ["Address already in use", "Failed to get \"write\" lock"]

  private static let noRoomTexts = [
    "No space left on device", "Not enough free space", "not enough free space",
    "Cannot allocate memory", "Disk quota exceeded",
  ]
}

extension PluginError {
  /// The same for the host, with its code and libvirt's own sentence.
  init(_ error: VirtError) {
    self.init(error.pluginCode, "libvirt says: " + PlainText.line(error.message, limit: 400))
    if code == .busy { retryAfter = 2 }
  }
}
