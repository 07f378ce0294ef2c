import Glibc

extension LightFiles {
  /// The kernel's own. Neither reading nor writing waits for the keyboard.
  static var kernel: LightFiles {
    LightFiles(read: readLight, write: writeLight)
  }
}

private func readLight(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 16)
  let count = read(file, &bytes, bytes.count)
  let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
  return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
}

private func writeLight(_ path: String, _ value: String) -> String? {
  let file = open(path, O_WRONLY | O_CLOEXEC)
  guard file >= 0 else {
    return errno == EACCES
      ? "the udev rule 71-stationmaster-lights.rules is not installed, or has not run yet"
      : String(cString: strerror(errno))
  }
  defer { close(file) }
  let bytes = Array(value.utf8)
  return write(file, bytes, bytes.count) == bytes.count ? nil : String(cString: strerror(errno))
}
