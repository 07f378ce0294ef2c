import Glibc

/// Where systemd connects a plugin's standard input, output and error (stationmaster-plugin@.service): for
/// one plugin, once.
struct LinkSockets: ~Copyable {
  private static let names = ["in", "out", "log"]
  private let paths: [String]
  private let listeners: [Int32]

  init(folder: String, plugin: String) throws(LinkTrouble) {
    // systemd comes here with root's rights, and nobody else has anything to do here.
    mkdir(folder, 0o700)
    paths = Self.names.map { "\(folder)/\(plugin).\($0)" }
    var listeners: [Int32] = []
    for path in paths {
      do throws(LinkTrouble) { listeners.append(try Self.listen(path)) } catch {
        for listener in listeners { close(listener) }
        throw error
      }
    }
    self.listeners = listeners
  }

  deinit {
    for path in paths { unlink(path) }
    for listener in listeners { close(listener) }
  }

  /// What is connected by now; systemd has done it when it says that the unit is started.
  consuming func accept() throws(LinkTrouble) -> Lines {
    var accepted: [Int32] = []
    var process: Int32 = 0
    do throws(LinkTrouble) {
      for (path, listener) in zip(paths, listeners) {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { throw LinkTrouble(path, "was not connected by systemd") }
        accepted.append(descriptor)
        let peer = try Peer(descriptor, path)
        guard peer.user == 0 || peer.user == geteuid() else {
          throw LinkTrouble("\(path) was connected by user \(peer.user), not by systemd")
        }
        process = peer.process
      }
    } catch {
      for descriptor in accepted { close(descriptor) }
      throw error
    }
    return Lines(input: accepted[0], output: accepted[1], log: accepted[2], process: process)
  }

  private static func listen(_ path: String) throws(LinkTrouble) -> Int32 {
    unlink(path)
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw LinkTrouble(path, "cannot be made") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard bytes.count < place.count else { return false }
      place.copyBytes(from: bytes)
      return true
    }
    let isOpen = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard fits, isOpen == 0, Glibc.listen(descriptor, 1) == 0 else {
      let trouble = LinkTrouble(path, fits ? "cannot be listened at" : "is too long a path")
      close(descriptor)
      throw trouble
    }
    return descriptor
  }
}

/// The plugin's ends, and its process.
struct Lines: Sendable {
  var input: Int32
  var output: Int32
  var log: Int32
  var process: Int32
}

/// Who connected, as the kernel knows it (SO_PEERCRED, unix(7)).
private struct Peer {
  var process: Int32
  var user: UInt32

  init(_ descriptor: Int32, _ path: String) throws(LinkTrouble) {
    // struct ucred: pid, uid, gid.
    var facts: (Int32, UInt32, UInt32) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: facts))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &facts, &size) == 0 else {
      throw LinkTrouble(path, "does not say who connected it")
    }
    (process, user) = (facts.0, facts.1)
  }
}
