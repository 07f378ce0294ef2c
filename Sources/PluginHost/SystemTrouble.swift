import Glibc

/// A system call about a path that failed, as a sentence.
public struct SystemTrouble: Error, Sendable, CustomStringConvertible {
  public var description: String

  /// With the reason of the call that just failed.
  init(_ path: String, _ what: String) {
    description = path + " " + what + ": " + String(cString: strerror(errno))
  }

  init(_ description: String) { self.description = description }
}
