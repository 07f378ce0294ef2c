import Glibc
import Testing

@testable import PluginHost

@Suite struct InstalledPluginTests {
  @Test func theFirstFolderWithANameWinsAndMissingFoldersHoldNothing() throws {
    let yard = try Yard()
    let second = yard.root + "/second"
    mkdir(second, 0o755)
    try yard.install("b", program: "#!/bin/sh\n")
    try yard.install("a", program: "#!/bin/sh\n")
    mkdir(yard.plugins + "/no-manifest", 0o755)
    for name in ["b", "c"] {
      mkdir(second + "/" + name, 0o755)
      try yard.write("{}", to: second + "/" + name + "/plugin.json")
    }
    let found = InstalledPlugin.find(in: [yard.plugins, yard.root + "/nowhere", second])
    #expect(
      found.plugins.map(\.folder) == [
        yard.plugins + "/a", yard.plugins + "/b", second + "/c",
      ])
    #expect(found.troubles.isEmpty)
    let notAFolder = InstalledPlugin.find(in: [yard.plugins + "/a/main", second])
    #expect(notAFolder.troubles.count == 1)
    #expect(notAFolder.plugins.count == 2)
  }

  @Test func aRelativeProgramIsInTheManifestsFolderAndKeepsItsArguments() throws {
    let yard = try Yard()
    try yard.install(
      "vms", program: "#!/bin/sh\n",
      manifest: #"{"name":"vms","protocol":1,"run":["./main","--file","x.json"]}"#)
    let launch = try plugin(yard).examine()
    #expect(launch.program == yard.plugins + "/vms/main")
    #expect(launch.arguments == ["--file", "x.json"])
  }

  @Test(
    arguments: [
      ("plugin.json", 0o664, "plugin.json can be written by its group"),
      ("plugin.json", 0o646, "plugin.json can be written by everyone"),
      ("main", 0o775, "main can be written by its group"),
      ("main", 0o644, "main is not a program that can be run"),
      ("", 0o777, "vms can be written by everyone"),
    ] as [(String, UInt32, String)])
  func whatOthersCanWriteIsRefused(file: String, mode: UInt32, why: String) throws {
    let yard = try Yard()
    try yard.install("vms", program: "#!/bin/sh\n")
    chmod(yard.plugins + "/vms/" + file, mode)
    refused(try plugin(yard).examine(), why)
  }

  @Test func whatBelongsToSomebodyElseIsRefused() throws {
    let yard = try Yard()
    try yard.install("vms", program: "#!/bin/sh\n")
    let facts = FileFacts(owner: 1000, mode: 0o100755)
    #expect(facts.distrust(for: 1000) == nil)
    #expect(facts.distrust(for: 1001) == "belongs to user 1000, not to root or the agent")
    #expect(FileFacts(owner: 0, mode: 0o100755).distrust(for: 1001) == nil)
    // Root's files are trusted by everybody, so only others can see this one refused.
    if geteuid() != 0 {
      refused(try plugin(yard).examine(user: geteuid() + 1), "belongs to user")
    }
  }

  @Test(arguments: [
    (#"{"name":"other","protocol":1,"run":["./main"]}"#, "names \"other\", not its folder's name"),
    (#"{"name":"vms","protocol":7,"run":["./main"]}"#, "protocol is 7"),
    (#"{"name":"vms","protocol":1,"run":["./missing"]}"#, "missing cannot be examined"),
    ("{\n\"name\":\"vms\",,}", "not JSON, line 2, column 14"),
  ])
  func aBadManifestIsRefusedWithTheReason(manifest: String, why: String) throws {
    let yard = try Yard()
    try yard.install("vms", program: "#!/bin/sh\n", manifest: manifest)
    refused(try plugin(yard).examine(), why)
  }

  @Test func aRefusedPluginIsReportedAndStartsOnceItIsMendedAndAskedFor() async throws {
    let yard = try Yard()
    try yard.install("bad", python: "serve(1, 'a')")
    try yard.install("good", python: "serve(1, 'b')")
    chmod(yard.plugins + "/bad/main", 0o777)
    try await withHost(yard) { host, watcher in
      try await watcher.picture(["b"], of: "good")
      try await watcher.phase("refused", of: "bad") {
        if case .refused(let why) = $0.phase { why.contains("written by everyone") } else { false }
      }
      chmod(yard.plugins + "/bad/main", 0o755)
      #expect(await host.restart("bad"))
      try await watcher.picture(["a"], of: "bad")
    }
  }

  @Test func theStateFolderIsClosedToOthersEvenIfItWasOpen() throws {
    let yard = try Yard()
    let path = try StateFolder.prepare(under: yard.state, plugin: "vms")
    chmod(path, 0o777)
    #expect(try StateFolder.prepare(under: yard.state, plugin: "vms") == path)
    #expect(try FileFacts(path: path).mode & 0o777 == 0o700)
    rmdir(path)
    try #require(symlink("/tmp", path) == 0)
    #expect(throws: SystemTrouble.self) {
      try StateFolder.prepare(under: yard.state, plugin: "vms")
    }
  }

  private func plugin(_ yard: Yard) -> InstalledPlugin {
    InstalledPlugin(name: "vms", folder: yard.plugins + "/vms")
  }

  private func refused(
    _ examine: @autoclosure () throws -> Launch, _ why: String,
    location: SourceLocation = #_sourceLocation
  ) {
    do {
      let launch = try examine()
      Issue.record("accepted: \(launch)", sourceLocation: location)
    } catch {
      #expect("\(error)".contains(why), "\(error)", sourceLocation: location)
    }
  }
}
