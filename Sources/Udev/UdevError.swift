import Glibc

/// A call into libudev that failed.
public struct UdevError: Error, Sendable, CustomStringConvertible {
  public var what: String
  /// errno, positive.
  public var code: Int32

  public var description: String { "\(what): \(String(cString: strerror(code)))" }
}
