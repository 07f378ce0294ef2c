/// How often each thread of a process gave up the processor by itself, by the thread's name.
///
/// A thread that sleeps until something happens counts one for each time that it was woken.
public func wakeUps(of pid: Int32) throws -> [String: Int] {
  var result: [String: Int] = [:]
  for thread in try folderNames("/proc/\(pid)/task") {
    // A thread may end between the two looks.
    guard let name = try? readText("/proc/\(pid)/task/\(thread)/comm"),
      let status = try? readText("/proc/\(pid)/task/\(thread)/status")
    else { continue }
    let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
    let count = line?.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) }
    result[String(name.dropLast()), default: 0] += count ?? 0
  }
  return result
}

/// The proportional set size of a process in KiB: its own pages, and its share of the others'.
public func proportionalSize(of pid: Int32) throws -> Int {
  let line = try readText("/proc/\(pid)/smaps_rollup").split(separator: "\n")
    .first { $0.hasPrefix("Pss:") }
  guard
    let size = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
  else { throw RigError("no Pss in smaps_rollup") }
  return size
}
