import FoundationEssentials
import Glibc
import LicenseFiles

/// The public keys in the folder that the administrator named, and those that were revoked.
func trustedKeys(in folder: String) throws -> TrustedKeys {
  try TrustedKeys(files: keyFiles(in: folder))
}

/// Where the folder as it is cannot be taken: what is left in force of the keys of before, since
/// nothing that is wrong with one file may keep a key in force that another revokes.
func heedRevocations(in folder: String, _ former: TrustedKeys) -> TrustedKeys {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return former.heeding(
    revocationsIn: names.filter(TrustedKeys.isKeyFile).compactMap { name in
      (try? keyFile(folder + "/" + name)).map { (name: name, text: $0) }
    })
}

/// The `*.pub` and `*.revoked` files of a folder, by name. A folder that does not exist holds no keys; one that
/// cannot be read is an error, since it may hold some.
private func keyFiles(in folder: String) throws -> [(name: String, text: String)] {
  let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
  guard descriptor >= 0 else {
    if errno == ENOENT { return [] }
    throw unreadable(folder)
  }
  close(descriptor)
  return try FileManager.default.contentsOfDirectory(atPath: folder)
    .filter(TrustedKeys.isKeyFile).sorted()
    .map { (name: $0, text: try keyFile(folder + "/" + $0)) }
}

/// Reads no more than a key file can hold, and waits for nothing: the folder may contain anything,
/// and this runs on the event loop.
func keyFile(_ path: String) throws -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw unreadable(path) }
  defer { close(descriptor) }
  var facts = stat()
  guard fstat(descriptor, &facts) == 0 else { throw unreadable(path) }
  guard facts.st_mode & S_IFMT == S_IFREG else {
    throw AgentFailure("\(path) is not a regular file")
  }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while bytes.count <= 65_536 {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw unreadable(path) }
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
  throw AgentFailure("\(path) is too large for a key file")
}

private func unreadable(_ path: String) -> AgentFailure {
  AgentFailure("\(path) cannot be read: \(String(cString: strerror(errno)))")
}
