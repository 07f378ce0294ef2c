import Glibc

/// The files that are the standard input of what is run. Nothing secret is in them: everybody on this
/// computer may read notices.
struct HookFolder {
  let path: String

  func file(_ id: String) -> String { "\(path)/\(id).json" }

  /// The file is whole or not there. Throws the reason in English.
  func write(_ bytes: [UInt8], _ id: String) throws(HookTrouble) {
    mkdir(path, 0o755)
    // Whatever the umask is: the run is another user's.
    chmod(path, 0o755)
    let draft = "\(path)/.\(id).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw HookTrouble(draft, "cannot be made") }
    var rest = ArraySlice(bytes)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let trouble = HookTrouble(draft, "cannot be written")
        close(descriptor)
        unlink(draft)
        throw trouble
      }
      rest = rest.dropFirst(count)
    }
    let isOpen = fchmod(descriptor, 0o644) == 0
    close(descriptor)
    guard isOpen, rename(draft, file(id)) == 0 else {
      let trouble = HookTrouble(file(id), "cannot be put in its place")
      unlink(draft)
      throw trouble
    }
  }

  func remove(_ id: String) { unlink(file(id)) }

  /// Of which an earlier agent left files.
  func leftovers() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var ids: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let id = name.prefix(16)
      let isID = id.utf8.count == 16 && id.allSatisfy { $0.isASCII && $0.isHexDigit }
      if isID, name == id + ".json" { ids.append(String(id)) }
    }
    return ids.sorted()
  }
}

/// Why a run could not be begun, or failed.
struct HookTrouble: Error {
  /// As the rest of a sentence.
  var why: String

  init(_ why: String) { self.why = why }

  /// With the reason of the last call that failed.
  init(_ path: String, _ what: String) {
    why = "\(path) \(what): \(String(cString: strerror(errno)))"
  }
}
