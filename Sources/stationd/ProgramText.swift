import Glibc

/// The program's own machine code, as it is mapped into memory.
enum ProgramText {
  /// Unmaps the pages of code that were touched so far. What is needed again comes back from the
  /// page cache at the next call into it, a few microseconds each.
  ///
  /// The start runs through code that a running agent does not use (argument parsing, set-up of the
  /// runtime), and the kernel maps 64 KiB around every page of it: measured, 13 MiB of code are
  /// resident after the start, of which 2.4 MiB are used by a change and a status report.
  ///
  /// Only executable pages: they are never written, so nothing can be lost.
  static func giveBackWhatOnlyTheStartNeeded() {
    guard let own = ownPath, let maps = fopen("/proc/self/maps", "re") else { return }
    defer { fclose(maps) }
    var line: UnsafeMutablePointer<CChar>?
    var size = 0
    defer { free(line) }
    while getline(&line, &size, maps) > 0, let text = line.map({ String(cString: $0) }) {
      // "55d0-55d9 r-xp 00000000 fe:01 1234   /usr/sbin/stationd"
      let fields = text.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, fields[1] == "r-xp",
        fields[5].trimming(while: { $0 == " " || $0 == "\n" }) == own
      else { continue }
      let bounds = fields[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
      guard bounds.count == 2, bounds[0] < bounds[1] else { continue }
      madvise(
        UnsafeMutableRawPointer(bitPattern: bounds[0]), Int(bounds[1] - bounds[0]), MADV_DONTNEED)
    }
  }

  private static var ownPath: String? {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &path, path.count)
    guard length > 0 else { return nil }
    return String(decoding: path[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension Substring {
  fileprivate func trimming(while unwanted: (Character) -> Bool) -> Substring {
    var rest = drop(while: unwanted)
    while let last = rest.last, unwanted(last) { rest.removeLast() }
    return rest
  }
}
