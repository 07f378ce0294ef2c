import Conformance
import Glibc
import Testing

@testable import PluginTemplates

@Suite struct TemplateTests {
  @Test(arguments: PluginTemplate.allCases) func theTemplatesAreTheExamplesWordForWord(
    template: PluginTemplate
  ) throws {
    let folder = Place.source("Plugins/examples/" + template.example)
    for file in template.embedded {
      var facts = stat()
      try #require(stat(folder + "/" + file.path, &facts) == 0, "\(file.path) is not there")
      #expect(
        try Place.read(folder + "/" + file.path) == Array(file.text.utf8),
        "\(file.path) differs: run Plugins/examples/embed")
      #expect((facts.st_mode & 0o100 != 0) == file.isProgram, "\(file.path)")
    }
    let known = Set(template.embedded.map(\.path)).union([".build", "Package.resolved"])
    for name in try Place.entries(of: folder) where name != "Sources" {
      #expect(known.contains(name), "\(name) is in no template: see Plugins/examples/embed")
    }
  }

  @Test(arguments: [PluginTemplate.python, .sh]) func aNewPluginPassesTheCheckAtOnce(
    template: PluginTemplate
  ) async throws {
    let place = try Place()
    let folder = try place.write(template.files(name: "my-desks-2", source: .folder("")))
    let report = await Conformance.check(folder, operate: "lab-1")
    #expect(report.violations.map { "\($0.rule): \($0.came ?? "")" } == [])
    #expect(report.plugin == "my-desks-2")
  }

  @Test(arguments: PluginTemplate.allCases) func nothingOfTheExamplesNameIsLeft(
    template: PluginTemplate
  ) throws {
    let files = template.files(name: "my-desks-2", source: .folder("/src/station master"))
    #expect(files.map(\.path) == template.embedded.map(\.path))
    let manifest = try #require(files.first { $0.path == "plugin.json" }).text
    #expect(manifest.contains("\"name\": \"my-desks-2\""))
    let readme = try #require(files.first { $0.path == "README.md" }).text
    #expect(readme.hasPrefix("# my-desks-2\n"))
    for heading in ["What it offers", "Needs", "Configuration", "Permissions", "How to test it"] {
      #expect(readme.contains("\n## \(heading)\n"))
    }
    #expect(!files.contains { $0.text.contains("in-swift") || $0.text.contains("../../..") })
  }

  @Test(arguments: [
    (
      PluginTemplate.Source.folder(#"/src/a "b"\c"#),
      #".package(name: "stationmaster", path: "/src/a \"b\"\\c")"#, "stationmaster"
    ),
    (
      .repository(url: "https://example.org/x/Stationmaster.git"),
      #".package(url: "https://example.org/x/Stationmaster.git", branch: "main")"#, "stationmaster"
    ),
    (
      .repository(url: "git@example.org:fork"),
      #".package(url: "git@example.org:fork", branch: "main")"#, "fork"
    ),
  ])
  func thePackageOfASwiftPluginNamesItsSource(
    source: PluginTemplate.Source, dependency: String, identity: String
  ) throws {
    let files = PluginTemplate.swift.files(name: "vms", source: source)
    let package = try #require(files.first { $0.path == "Package.swift" }).text
    #expect(package.contains(dependency))
    #expect(package.contains(#".product(name: "PluginKit", package: "\#(identity)")"#))
    #expect(package.contains("name: \"vms\""))
  }
}

/// A temporary place for a plugin. Removed with its last reference.
final class Place: Sendable {
  let root: String

  init() throws {
    var template = Array("/tmp/stationmaster-template-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    root = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit { Self.remove(root) }

  func write(_ files: [PluginTemplate.File]) throws -> String {
    let folder = root + "/my-desks-2"
    mkdir(folder, 0o755)
    for file in files {
      let path = folder + "/" + file.path
      let stream = try #require(fopen(path, "w"))
      fputs(file.text, stream)
      fclose(stream)
      chmod(path, file.isProgram ? 0o755 : 0o644)
    }
    return folder
  }

  static func source(_ path: String) -> String {
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/" + path
  }

  static func read(_ path: String) throws -> [UInt8] {
    let stream = try #require(fopen(path, "r"), "\(path) cannot be opened")
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    return Array(bytes[..<fread(&bytes, 1, bytes.count, stream)])
  }

  static func entries(of folder: String) throws -> [String] {
    let stream = try #require(opendir(folder))
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in (try? entries(of: path)) ?? [] { remove(path + "/" + name) }
    rmdir(path)
  }
}
