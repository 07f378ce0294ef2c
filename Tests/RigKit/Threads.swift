import Glibc

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

/// The wake-ups of each thread over some seconds, once no thread came or went and none was woken for
/// a while; throws if that does not come within a minute.
///
/// - Parameter quiet: how long nothing happens before, in milliseconds. Threads that are not needed
///   any more end 5 s after their work.
public func threadsAtRest(
  of pid: Int32, quiet: Int = 6000, seconds: Int = 3
) throws -> [String: Int] {
  var last = try wakeUps(of: pid)
  var since = milliseconds()
  try waitUntil("its threads rest: \(last)", seconds: 60) {
    poll(nil, 0, 100)
    let now = try wakeUps(of: pid)
    if now != last { since = milliseconds() }
    last = now
    return milliseconds() - since >= quiet
  }
  poll(nil, 0, Int32(seconds) * 1000)
  let after = try wakeUps(of: pid)
  return after.reduce(into: [:]) { $0[$1.key] = $1.value - (last[$1.key] ?? 0) }
}

/// On a clock that only goes forward.
private func milliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

/// One row of smaps_rollup (proc(5)) of a process, in KiB: `Pss` is its own pages and its share of
/// those that others use too, `Pss_Anon` what of that is in no file.
public func memory(of pid: Int32, _ row: String) throws -> Int {
  let line = try readText("/proc/\(pid)/smaps_rollup").split(separator: "\n")
    .first { $0.hasPrefix(row + ":") }
  guard
    let size = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
  else { throw RigError("no \(row) in smaps_rollup") }
  return size
}
