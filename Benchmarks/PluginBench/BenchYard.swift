import Glibc
import PluginHost
import PluginProtocol
import StationModel

/// A host with some plugins of the same kind, all of them ready.
struct BenchYard: Sendable {
  let host: PluginHost
  /// Each picture, as it comes.
  let pictures: AsyncStream<DesktopPicture>

  /// Asks one plugin again and again.
  func operations(rounds: Int, of plugin: Int) async throws -> Times {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<rounds {
      let start = clock.now
      try await host.perform(.start, on: "d0", of: "bench-\(plugin)")
      times.append(clock.now - start)
    }
    return Times(times)
  }

  /// From asking for a change to the picture that shows it.
  func changes(rounds: Int) async throws -> Times {
    let clock = ContinuousClock()
    var seen = pictures.makeAsyncIterator()
    var times: [Duration] = []
    for _ in 0..<rounds {
      let start = clock.now
      try await host.perform(.stop(force: false), on: "d0", of: "bench-0")
      guard await seen.next() != nil else { throw Broken(what: "no picture came") }
      times.append(clock.now - start)
    }
    return Times(times)
  }
}

/// Runs the body beside a host whose plugins are all ready.
func withYard(
  plugins: Int, desktops: Int, _ body: (BenchYard) async throws -> Times
) async throws -> Times {
  var template = Array("/tmp/stationmaster-bench-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw Broken(what: "there is no temporary folder") }
  let root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  // A copy: what lies in a build folder may be writable by a group, and is refused then.
  try copySelf(to: root + "/main")
  for index in 0..<plugins {
    let name = "bench-\(index)"
    let folder = root + "/plugins/" + name
    for path in [root + "/plugins", folder] { mkdir(path, 0o755) }
    try write(
      #"{"name":"\#(name)","protocol":1,"run":["\#(root)/main","plugin","\#(desktops)"]}"#,
      to: folder + "/plugin.json")
  }
  let host = PluginHost(
    folders: [root + "/plugins"], stateFolder: root + "/state", agentVersion: "0")
  let (pictures, picture) = AsyncStream<DesktopPicture>.makeStream()
  let (readies, ready) = AsyncStream<String>.makeStream()
  let running = Task { await host.run() }
  let reading = Task {
    for await event in host.events {
      switch event {
      case .picture(let new): picture.yield(new)
      case .status(let status):
        if status.phase == .ready { ready.yield(status.name) }
        if case .refused(let why) = status.phase { print(why) }
      default: break
      }
    }
  }
  var missing = Set((0..<plugins).map { "bench-\($0)" })
  for await name in readies {
    missing.remove(name)
    if missing.isEmpty { break }
  }
  if plugins == 1 {
    var first = pictures.makeAsyncIterator()
    _ = await first.next()
  }
  let outcome = await Result(catching: body, BenchYard(host: host, pictures: pictures))
  running.cancel()
  await running.value
  await reading.value
  remove(root, plugins)
  return try outcome.get()
}

extension Result where Failure == any Error {
  fileprivate init<Input>(
    catching body: (Input) async throws -> Success, _ input: Input
  ) async {
    do { self = .success(try await body(input)) } catch { self = .failure(error) }
  }
}

private func copySelf(to path: String) throws {
  let source = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
  let target = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755)
  defer {
    close(source)
    close(target)
  }
  var copied = 0
  repeat {
    copied = sendfile(target, source, nil, 1 << 24)
  } while copied > 0
  guard copied == 0 else { throw Broken(what: path + " cannot be written") }
}

private func write(_ text: String, to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  defer { close(file) }
  guard Glibc.write(file, text, text.utf8.count) == text.utf8.count else {
    throw Broken(what: path + " cannot be written")
  }
}

private func remove(_ root: String, _ plugins: Int) {
  for index in 0..<plugins {
    let name = "bench-\(index)"
    unlink(root + "/plugins/\(name)/plugin.json")
    rmdir(root + "/plugins/" + name)
    rmdir(root + "/state/plugins/" + name)
  }
  unlink(root + "/main")
  for folder in ["/plugins", "/state/plugins", "/state", ""] { rmdir(root + folder) }
}
