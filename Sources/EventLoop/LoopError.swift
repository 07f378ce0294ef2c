import Glibc

/// A call into the event loop that the system refused.
public struct LoopError: Error, Sendable, CustomStringConvertible {
  public var what: String
  /// errno of the failed call, positive.
  public var code: Int32

  public var description: String { "\(what): \(String(cString: strerror(code)))" }
}

/// Throws if an sd-* call answered with a negative errno.
func check(_ result: Int32, _ what: String) throws(LoopError) {
  if result < 0 { throw LoopError(what: what, code: -result) }
}
