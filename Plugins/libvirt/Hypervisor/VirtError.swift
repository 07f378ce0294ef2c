import CLibvirt

/// What libvirt said when a call failed, in its own numbers (virterror.h).
struct VirtError: Error, Sendable, Equatable, CustomStringConvertible {
  /// `virErrorNumber`.
  var code: UInt32
  /// `virErrorDomain`: the part of libvirt that it comes from.
  var domain: UInt32 = 0
  /// errno, where `code` is VIR_ERR_SYSTEM_ERROR.
  var number: Int32 = 0
  var message: String

  var description: String { message }

  /// The error of the call that has just failed on this thread. libvirt keeps one per thread, so it
  /// has to be read before anything else is called.
  static var last: VirtError {
    guard let error = virGetLastError()?.pointee else {
      return VirtError(code: VIR_ERR_INTERNAL_ERROR.rawValue, message: "libvirt gave no reason")
    }
    return VirtError(
      code: UInt32(clamping: error.code), domain: UInt32(clamping: error.domain),
      number: error.int1,
      message: error.message.map { String(cString: $0) } ?? "libvirt gave no reason")
  }

  /// Keeps libvirt from printing what it also returns.
  static func silence() { virSetErrorFunc(nil) { _, _ in } }

  var isNoSuchDomain: Bool { code == VIR_ERR_NO_DOMAIN.rawValue }
  var isNoSuchVolume: Bool { code == VIR_ERR_NO_STORAGE_VOL.rawValue }
}

/// The pointer, or the error of the call that gave none.
func found<Value>(_ value: Value?) throws(VirtError) -> Value {
  guard let value else { throw VirtError.last }
  return value
}

/// Throws what went wrong if the call returned less than 0.
@discardableResult
func check(_ result: Int32) throws(VirtError) -> Int32 {
  guard result >= 0 else { throw VirtError.last }
  return result
}
