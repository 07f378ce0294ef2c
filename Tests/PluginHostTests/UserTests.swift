import Glibc
import PluginProtocol
import Testing

@testable import PluginHost

/// Plugins that run as somebody else: on a real process where the tests are root, as a refusal where
/// they are not.
@Suite(.serialized) struct UserTests {
  @Test func onlyRootStartsProgramsAsSomebodyElse() throws {
    let yard = try Yard()
    try yard.install("vms", program: "#!/bin/sh\n", manifest: manifest("nobody"))
    do {
      _ = try InstalledPlugin(name: "vms", folder: yard.plugins + "/vms").examine(user: 1000)
      Issue.record("it was taken")
    } catch {
      let reasons = ["only an agent that runs as root", "belongs to user"]
      #expect(reasons.contains { error.description.contains($0) }, "\(error)")
    }
  }

  @Test(.enabled(if: geteuid() == 0)) func aUserThatIsNotThereIsRefused() async throws {
    let yard = try Yard()
    try yard.install("vms", program: "#!/bin/sh\n", manifest: manifest("nobody-like-this"))
    try await withHost(yard) { _, watcher in
      try await watcher.phase("refused") {
        $0.phase == .refused(why: "there is no user nobody-like-this on this computer")
      }
    }
  }

  @Test(.enabled(if: geteuid() == 0))
  func aPluginRunsAsTheUserOfItsManifestInAFolderOfItsOwn() async throws {
    let yard = try Yard()
    for folder in [yard.root, yard.plugins, yard.state] { chmod(folder, 0o755) }
    try yard.install("vms", python: script, manifest: manifest("nobody"))
    try await withHost(yard) { _, watcher in
      let status = try await watcher.phase("ready") { $0.phase == .ready }
      #expect(status.user == "nobody")
      let nobody = try SystemUser(name: "nobody")
      let seen = try await watcher.log("me ")
      #expect(seen == "[\(nobody.id), \(nobody.group), \(nobody.groups.sorted()), \"0o700\", true]")
    }
    let facts = try FileFacts(path: yard.state + "/plugins/vms")
    #expect(facts.owner == (try SystemUser(name: "nobody")).id)
    // And back, when the manifest names nobody any more.
    try yard.install("vms", python: "serve(1, 'a')")
    try await withHost(yard) { _, watcher in
      try await watcher.phase("ready") { $0.phase == .ready && $0.user == nil }
    }
    #expect(try FileFacts(path: yard.state + "/plugins/vms").owner == 0)
  }

  @Test(.enabled(if: geteuid() == 0))
  func aStateFolderThatTheUserCannotReachIsSaidSo() async throws {
    let yard = try Yard()
    for folder in [yard.root, yard.plugins] { chmod(folder, 0o755) }
    chmod(yard.state, 0o700)
    try yard.install("vms", python: script, manifest: manifest("nobody"))
    try await withHost(yard) { _, watcher in
      try await watcher.phase("refused") {
        if case .refused(let why) = $0.phase { why.contains("cannot be passed by") } else { false }
      }
    }
  }

  @Test(.enabled(if: geteuid() == 0))
  func whatOneUserKeptIsNeverAnothersAndWaitsForItsOwner() throws {
    let yard = try Yard()
    for folder in [yard.root, yard.plugins, yard.state] { chmod(folder, 0o755) }
    let nobody = try SystemUser(name: "nobody")
    var remarks: [String] = []
    let prepare = { (user: SystemUser?) throws(SystemTrouble) -> String in
      try StateFolder.prepare(under: yard.state, plugin: "vms", for: user) { remarks.append($0) }
    }
    let folder = try prepare(nobody)
    try yard.write("", to: folder + "/mine")
    // What the user left there could lead root anywhere.
    try #require(symlink("/etc/passwd", folder + "/trap") == 0)
    #expect(try prepare(nobody) == folder)
    #expect(remarks.isEmpty)
    #expect(try prepare(nil) == folder)
    #expect(try FileFacts(path: folder).owner == 0)
    #expect(Yard.read(folder + "/mine") == nil && Yard.read(folder + "/trap") == nil)
    #expect(try FileFacts(path: folder + ".of-\(nobody.id)").owner == nobody.id)
    #expect(remarks.count == 1 && remarks.first?.contains("set aside") == true)
    try yard.write("", to: folder + "/roots")
    #expect(try prepare(nobody) == folder)
    #expect(Yard.read(folder + "/mine") != nil && Yard.read(folder + "/roots") == nil)
    #expect(try prepare(nil) == folder)
    #expect(Yard.read(folder + "/roots") != nil)
  }

  private func manifest(_ user: String) -> String {
    #"{"name":"vms","protocol":1,"run":["./main"],"user":"\#(user)"}"#
  }

  private let script = """
    open(os.environ["STATIONMASTER_PLUGIN_STATE"] + "/mine", "w").close()
    log("me " + json.dumps([os.getuid(), os.getgid(), sorted(os.getgroups()),
        oct(os.stat(".").st_mode & 0o777), os.path.exists("mine")]))
    serve(1, 'a')
    """
}
