import Glibc
import StationModel
import Topology

/// What is mounted or swapped to, as the kernel lists it.
struct DiskUse: Equatable {
  /// `8:1`, or the path of a device for file systems that have a number of their own (btrfs).
  var device: String
  /// Where: "/media/exam", or "swap".
  var place: String
}

extension DiskUse {
  /// The lines of `/proc/self/mountinfo` (proc(5)) that are on disks.
  static func mounts(_ text: String) -> [DiskUse] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 6, let dash = words.firstIndex(of: "-"), dash + 2 < words.count else {
        return nil
      }
      let place = unescaped(words[4])
      if !words[2].hasPrefix("0:") { return DiskUse(device: String(words[2]), place: place) }
      let source = unescaped(words[dash + 2])
      return source.hasPrefix("/dev/") ? DiskUse(device: source, place: place) : nil
    }
  }

  /// The lines of `/proc/swaps`; a swap file is where its file system is, which is mounted as well.
  static func swaps(_ text: String) -> [DiskUse] {
    text.split(separator: "\n").dropFirst().compactMap { line in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count > 1, words[1] == "partition" else { return nil }
      return DiskUse(device: unescaped(words[0]), place: "swap")
    }
  }

  /// The kernel writes spaces and the like as `\040`.
  private static func unescaped(_ word: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(word.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(3), as: UTF8.self)
      if byte == UInt8(ascii: "\\"), digits.utf8.count == 3, let value = UInt8(digits, radix: 8) {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The disks that hold something in use, by their place in sysfs. Unknown if the kernel's lists cannot
/// be read, or name a disk that sysfs does not know.
func disksInUse() -> PowerFacts.Disks {
  guard let mounts = procFile("/proc/self/mountinfo") else {
    return .unknown(why: "/proc/self/mountinfo cannot be read")
  }
  // A kernel without swap has no list of it.
  let uses = DiskUse.mounts(mounts) + DiskUse.swaps(procFile("/proc/swaps") ?? "")
  var found: [DevicePath: String] = [:]
  for use in uses {
    guard let number = blockNumber(use.device),
      let path = resolved("/sys/dev/block/" + number)
    else { return .unknown(why: "sysfs does not know the disk of \(use.place)") }
    for disk in disks(below: path, depth: 8) where found[disk] == nil { found[disk] = use.place }
  }
  return .inUse(found)
}

/// The real disks of one that is made of others (LVM, encryption, RAID).
private func disks(below path: String, depth: Int) -> [DevicePath] {
  guard depth > 0, let folder = opendir(path + "/slaves") else { return [DevicePath(path)] }
  defer { closedir(folder) }
  var found: [DevicePath] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard !name.hasPrefix("."), let below = resolved(path + "/slaves/" + name) else { continue }
    found += disks(below: below, depth: depth - 1)
  }
  return found.isEmpty ? [DevicePath(path)] : found
}

/// `8:1` of `8:1` itself or of `/dev/sda1`.
private func blockNumber(_ device: String) -> String? {
  guard device.hasPrefix("/") else { return device }
  var facts = stat()
  guard stat(device, &facts) == 0, facts.st_mode & S_IFMT == S_IFBLK else { return nil }
  // As glibc's major() and minor(), which are macros.
  let number = facts.st_rdev
  let major = number >> 8 & 0xfff | number >> 32 & ~0xfff
  let minor = number & 0xff | number >> 12 & ~0xff
  return "\(major):\(minor)"
}

private func resolved(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(cString: real)
}

/// A whole list of the kernel; nil if it cannot be read or has no end.
private func procFile(_ path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while bytes.count <= 1 << 22 {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
  return nil
}
