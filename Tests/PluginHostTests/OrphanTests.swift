import Glibc
import PluginHost
import Testing

/// What a plugin started and moved out of its process group.
@Suite(.serialized) struct OrphanTests {
  @Test func whoMovedToASessionOfItsOwnDoesNotOutliveItsPluginAndOthersDo() async throws {
    let yard = try Yard()
    for name in ["vms", "other"] { try yard.install(name, python: script) }
    var patience = Patience.brisk
    patience.backOff = [.seconds(600)]
    var left: [Int32] = []
    try await withHost(yard, patience: patience) { _, watcher in
      try await watcher.picture(["a"], of: "vms")
      try await watcher.picture(["a"], of: "other")
      let orphan = try #require(Int32(try await watcher.log("orphan of vms ")))
      let others = try #require(Int32(try await watcher.log("orphan of other ")))
      kill(try #require(Int32(try await watcher.log("plugin vms "))), SIGKILL)
      try await watcher.picture(["a"], isStale: true, of: "vms")
      try await eventually("the orphan is gone") { !isAlive(orphan) }
      #expect(isAlive(others))
      left = [others]
    }
    for process in left {
      try await eventually("the other's orphan is gone") { !isAlive(process) }
    }
  }

  private let script = """
    name = os.path.basename(os.environ["STATIONMASTER_PLUGIN_CONFIG"])
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork(): os._exit(0)
        for number in range(3): os.close(number) if number != 2 else None
        log("orphan of %s %d" % (name, os.getpid()))
        while True: signal.pause()
    os.waitpid(child, 0)
    log("plugin %s %d" % (name, os.getpid()))
    serve(1, 'a')
    """
}
