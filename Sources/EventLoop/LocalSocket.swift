import Glibc

/// Stream sockets that are files (unix(7)).
public enum LocalSocket {
  /// Whoever may write to the file can connect: a stranger must not fill the queue before it is looked at.
  private static let queue: Int32 = 32

  /// Replaces what is there. Does not block.
  public static func listen(at path: String, mode: UInt32) throws(LoopError) -> Int32 {
    unlink(path)
    let descriptor = try open(path, Int32(SOCK_NONBLOCK.rawValue), bind, "bind")
    guard chmod(path, mode) == 0, Glibc.listen(descriptor, queue) == 0 else {
      let code = errno
      close(descriptor)
      throw LoopError(what: "listen", code: code)
    }
    return descriptor
  }

  /// Waits for its turn where many want to.
  public static func connect(to path: String) throws(LoopError) -> Int32 {
    try open(path, 0, Glibc.connect, "connect")
  }

  /// Nil if nobody waits any more.
  public static func accept(_ listener: Int32) -> Int32? {
    let descriptor = Glibc.accept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// The process at the other end, by the kernel's word (SO_PEERCRED).
  public static func peer(_ descriptor: Int32) -> Int32? {
    // struct ucred: pid, uid, gid.
    var facts: (pid_t, uid_t, gid_t) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: facts))
    let result = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &facts, &size)
    return result == 0 && facts.0 > 0 ? facts.0 : nil
  }

  private static func open(
    _ path: String, _ flags: Int32,
    _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ what: String
  ) throws(LoopError) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard bytes.count < place.count else { return false }
      place.copyBytes(from: bytes)
      return true
    }
    guard fits else { throw LoopError(what: what, code: ENAMETOOLONG) }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue) | flags, 0)
    guard descriptor >= 0 else { throw LoopError(what: "socket", code: errno) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      close(descriptor)
      throw LoopError(what: what, code: code)
    }
    return descriptor
  }
}
