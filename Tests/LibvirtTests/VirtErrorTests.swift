import CLibvirt
import Glibc
import PluginProtocol
import Testing

@testable import libvirt

struct VirtErrorTests {
  @Test(
    arguments: [
      (VIR_ERR_NO_DOMAIN, .noSuchDesktop),
      (VIR_ERR_OPERATION_FAILED, .busy), (VIR_ERR_OPERATION_INVALID, .busy),
      (VIR_ERR_OPERATION_TIMEOUT, .busy), (VIR_ERR_RESOURCE_BUSY, .busy),
      (VIR_ERR_NO_CONNECT, .unavailable), (VIR_ERR_INVALID_CONN, .unavailable),
      (VIR_ERR_RPC, .unavailable), (VIR_ERR_SSH, .unavailable),
      (VIR_ERR_ACCESS_DENIED, .denied), (VIR_ERR_AUTH_FAILED, .denied),
      (VIR_ERR_AUTH_UNAVAILABLE, .denied), (VIR_ERR_OPERATION_DENIED, .denied),
      (VIR_ERR_NO_MEMORY, .noRoom),
      (VIR_ERR_NO_SUPPORT, .notSupported), (VIR_ERR_OPERATION_UNSUPPORTED, .notSupported),
      (VIR_ERR_CONFIG_UNSUPPORTED, .notSupported), (VIR_ERR_XML_ERROR, .notSupported),
      (VIR_ERR_INTERNAL_ERROR, .internalError), (virErrorNumber(9999), .internalError),
    ] as [(virErrorNumber, PluginError.Code)])
  func everyErrorHasTheCodeByWhichTheHostDecides(number: virErrorNumber, code: PluginError.Code) {
    #expect(VirtError(code: number.rawValue, message: "it failed").pluginCode == code)
  }

  @Test(
    arguments: [
      (EACCES, .denied), (ENOSPC, .noRoom), (ENOMEM, .noRoom), (EDQUOT, .noRoom), (EBUSY, .busy),
      (ECONNREFUSED, .unavailable), (EIO, .internalError),
    ] as [(Int32, PluginError.Code)])
  func aFailedSystemCallIsJudgedByItsNumber(number: Int32, code: PluginError.Code) {
    let error = VirtError(code: VIR_ERR_SYSTEM_ERROR.rawValue, number: number, message: "it failed")
    #expect(error.pluginCode == code)
  }

  @Test func theSocketOfTheDaemonIsAwayOrNotForUs() {
    var error = VirtError(
      code: VIR_ERR_SYSTEM_ERROR.rawValue, domain: VIR_FROM_RPC.rawValue, number: ENOENT,
      message: "Failed to connect socket")
    #expect(error.pluginCode == .unavailable)
    error.number = EACCES
    #expect(error.pluginCode == .denied)
  }

  @Test(arguments: [
    "internal error: Not enough free space in pool for volume 'a'",
    "internal error: process exited while connecting to monitor: cannot set up guest memory 'pc.ram': Cannot allocate memory",
    "cannot fill file '/p/a.qcow2': No space left on device",
  ])
  func whatIsUsedUpIsFoundInTheTextToo(message: String) {
    #expect(
      VirtError(code: VIR_ERR_INTERNAL_ERROR.rawValue, message: message).pluginCode == .noRoom)
  }

  @Test func busySaysWhenToAskAgainAndTheTextFitsALine() {
    let error = PluginError(
      VirtError(code: VIR_ERR_OPERATION_FAILED.rawValue, message: "it\nfailed"))
    #expect(error == PluginError(.busy, "libvirt says: it\u{FFFD}failed", retryAfter: 2))
  }
}
