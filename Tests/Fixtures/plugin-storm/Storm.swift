import Glibc
import PluginHost
import PluginProtocol
import StationModel

/// Runs a host over a folder of plugins, keeps asking the one called `good`, and prints what that
/// cost once every other plugin is done with its storm: a process of its own, so that its memory is
/// the host's alone. A plugin that is done leaves a file `done-NAME` in the folder for state, with a 1 if
/// it serves from then on: lines of its log could be among those that the host drops.
///
/// `plugin-storm PLUGINS STATE FLOOD-LIMIT SECONDS NAME…`, where the names are of those to wait for.
@main
struct Storm {
  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 5, let limit = Int(words[3]), let seconds = Int(words[4]) else {
      print("usage: plugin-storm PLUGINS STATE FLOOD-LIMIT SECONDS NAME...")
      exit(64)
    }
    var patience = Patience()
    patience.backOff = [.milliseconds(20)]
    patience.failureLimit = 20
    patience.closing = .milliseconds(300)
    patience.terminating = .milliseconds(300)
    patience.floodLimit = limit
    let host = PluginHost(
      folders: [words[1]], stateFolder: words[2], agentVersion: "0.1", patience: patience)
    let log = StormLog()
    let awaited = words.dropFirst(5).map { Calm(plugin: $0, file: words[2] + "/done-" + $0) }
    let running = Task { await host.run() }
    let reading = Task { for await event in host.events { await log.take(event) } }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)

    while await !log.isReady, clock.now < deadline {
      try? await Task.sleep(for: .milliseconds(10))
    }
    for _ in 0..<200 { _ = await ask(host) }
    let before = residentBytes()
    let processor = clock_t.spent
    let start = clock.now
    var peak = before
    var failures = 0
    var operations = 0
    var slowest = Duration.zero
    // The storm begins now: the others wait for this file.
    let go = open(words[2] + "/go", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    close(go)
    while !awaited.allSatisfy(\.isThere), clock.now < deadline {
      let start = clock.now
      if await !ask(host) { failures += 1 }
      slowest = max(slowest, clock.now - start)
      operations += 1
      peak = max(peak, residentBytes())
      try? await Task.sleep(for: .milliseconds(10))
    }
    let wall = clock.now - start
    let spent = clock_t.spent - processor
    let isDone = awaited.allSatisfy(\.isThere)
    // What it answers comes after all that it wrote before.
    for calm in awaited where calm.serves { _ = await ask(host, calm.plugin) }
    running.cancel()
    await running.value
    await reading.value
    print(
      """
      done \(isDone ? 1 : 0)
      operations \(operations)
      failures \(failures)
      slowest \(milliseconds(slowest))
      wall \(milliseconds(wall))
      processor \(spent)
      resident \((peak - before) / 1024)
      violations \(await log.violations)
      flooded \(await log.flooded.sorted().joined(separator: ","))
      picture \(await log.pictures.sorted { $0.key < $1.key }.map { $0 + "=" + $1 }.joined(separator: ","))
      """)
  }

  private static func ask(_ host: PluginHost, _ plugin: String = "good") async -> Bool {
    do {
      try await host.perform(.start, on: "a", of: plugin)
      return true
    } catch {
      return false
    }
  }

  private static func milliseconds(_ time: Duration) -> Int64 {
    time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
  }
}

/// The end of one plugin's storm.
private struct Calm {
  let plugin: String
  let file: String

  var isThere: Bool { access(file, F_OK) == 0 }

  var serves: Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 && byte == UInt8(ascii: "1")
  }
}

extension clock_t {
  /// The processor time of this process, in milliseconds.
  fileprivate static var spent: Int { clock() / (Int(CLOCKS_PER_SEC) / 1000) }
}

/// What of this process is in memory, in bytes.
private func residentBytes() -> Int {
  let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 128)
  let count = read(file, &bytes, bytes.count)
  let fields = bytes.prefix(max(0, count)).split(separator: 0x20)
  guard fields.count > 1 else { return 0 }
  return (Int(String(decoding: fields[1], as: UTF8.self)) ?? 0) * 4096
}
