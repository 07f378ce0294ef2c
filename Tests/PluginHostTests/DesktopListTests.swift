import Glibc
import PluginHost
import StationModel
import Testing

/// The shipped plugin as a process, from its file to the picture.
@Suite(.serialized) struct DesktopListTests {
  @Test func theFileIsFollowedThroughEverySave() async throws {
    let yard = try installed(["one"])
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["one"])
      try yard.write(list(["one", "two"]), to: file(yard))
      try await watcher.picture(["one", "two"])
      // In place this time, as some editors save.
      let descriptor = open(file(yard), O_WRONLY | O_TRUNC)
      let text = list(["three"])
      #expect(Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count)
      close(descriptor)
      try await watcher.picture(["three"])
    }
  }

  @Test func aBadFileIsLoggedAndTheLastGoodListStays() async throws {
    let yard = try installed(["one"])
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["one"])
      try yard.write("{\"desktops\": [\n  oops\n]}", to: file(yard))
      let why = try await watcher.log(file(yard) + ": ")
      #expect(why == "not JSON, line 2, column 3: this is not a value; the last good list stays")
      unlink(file(yard))
      _ = try await watcher.log(file(yard) + ": cannot be opened")
      try yard.write(list(["two"]), to: file(yard))
      try await watcher.picture(["two"])
      let pictures = await watcher.events.compactMap {
        if case .picture(let picture) = $0 { picture.desktops.map(\.id) } else { [String]?.none }
      }
      #expect(pictures == [["one"], ["two"]])
    }
  }

  @Test func killedItIsStaleAndThenBack() async throws {
    let yard = try installed(["one"])
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["one"])
      try await watcher.phase("ready") { $0.phase == .ready && $0.version == "1.0" }
      await watcher.forget()
      let process = try #require(children(running: "desktop-list", of: yard).first)
      kill(process, SIGKILL)
      try await watcher.picture(["one"], isStale: true)
      try await watcher.picture(["one"])
      try await watcher.phase("ready") { $0.phase == .ready && $0.restarts == 1 }
    }
    try await eventually("no desktop-list is left") {
      children(running: "desktop-list", of: yard).isEmpty
    }
  }

  @Test func withoutItsFileItFailsAndSaysWhy() async throws {
    let yard = try installed(["one"])
    unlink(file(yard))
    var patience = Patience.brisk
    patience.failureLimit = 2
    try await withHost(yard, patience: patience) { _, watcher in
      let status = try await watcher.phase("failed") {
        if case .failed = $0.phase { true } else { false }
      }
      #expect(status.lastError?.contains("No such file or directory") == true)
    }
  }

  @Test func aStrayPrintCannotBreakTheProtocol() async throws {
    let yard = try Yard()
    let program = try #require(
      Yard.read(Products.folder + "/chatty-plugin"), "chatty-plugin is not built")
    try yard.install("chatty", program: "")
    try yard.write(program, to: yard.plugins + "/chatty/main", mode: 0o755)
    try await withHost(yard) { _, watcher in
      try await watcher.picture(["a"], of: "chatty")
      _ = try await watcher.log("from a program")
      _ = try await watcher.log("{\"jsonrpc\"")
      let violations = await watcher.events.filter {
        if case .violation = $0 { true } else { false }
      }
      #expect(violations.isEmpty)
    }
  }

  private func file(_ yard: Yard) -> String { yard.plugins + "/desktop-list/desktops.json" }

  private func list(_ ids: [String]) -> String {
    let desktops = ids.map {
      #"{"id":"\#($0)","name":"Desktop \#($0)","kind":"vm","state":"running","template":false}"#
    }
    return #"{"desktops":["# + desktops.joined(separator: ",\n") + "]}\n"
  }

  /// A yard with the built plugin and its shipped manifest. Copied, because a build folder may be
  /// writable by a group, and such programs are refused.
  private func installed(_ ids: [String]) throws -> Yard {
    let yard = try Yard()
    let folder = yard.plugins + "/desktop-list"
    mkdir(folder, 0o755)
    let program = try #require(
      Yard.read(Products.folder + "/desktop-list"), "desktop-list is not built")
    try yard.write(program, to: folder + "/desktop-list", mode: 0o755)
    let manifest = try #require(Yard.read(Products.source("Plugins/desktop-list/plugin.json")))
    try yard.write(manifest, to: folder + "/plugin.json")
    try yard.write(list(ids), to: file(yard))
    return yard
  }

  private func children(running name: String, of yard: Yard) -> [pid_t] {
    var found: [pid_t] = []
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let text = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let process = pid_t(text), let stat = Yard.read("/proc/\(text)/stat") else { continue }
      let fields = String(decoding: stat, as: UTF8.self).split(separator: " ")
      guard fields.count > 3, fields[1] == "(\(name))", fields[3] == "\(getpid())" else { continue }
      // Other tests of this process have such children too.
      let environment = Yard.read("/proc/\(text)/environ") ?? []
      if String(decoding: environment, as: UTF8.self).contains(yard.root) {
        found.append(process)
      }
    }
    return found
  }
}

/// Where the build puts programs, and where the sources lie.
enum Products {
  /// The folder of the program that runs the tests, which is among the products.
  static var folder: String {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    return String(cString: path).split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }

  static func source(_ path: String, from file: String = #filePath) -> String {
    file.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/" + path
  }
}
