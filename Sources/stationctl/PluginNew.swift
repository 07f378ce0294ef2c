import ArgumentParser
import Glibc
import PluginProtocol
import PluginTemplates

struct PluginNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a plugin that works, to begin with. Needs no agent.",
    discussion: """
      Makes a folder of the plugin's name with plugin.json, the program, a list of desktops and a \
      README. What is there passes 'stationctl plugin check' (in Swift once it is built).
      """)

  @Argument(help: "The plugin's name: 1 to 32 of a-z, 0-9 and -.") var name: String
  @Option(help: "swift, python or sh.", transform: Self.language) var language: PluginTemplate
  @Option(help: "The folder to make it in.") var folder = "."
  @Option(help: "For Swift: the path or the git URL of Stationmaster's source.")
  var stationmaster: String?

  func run() async throws {
    try await reportingFailures {
      let source = try self.source()
      let place = try PluginPlace(name: name, under: folder)
      for file in language.files(name: name, source: source) {
        try place.write(file.text, to: file.path, isProgram: file.isProgram)
      }
      writeLine(place.path)
      writeError(nextSteps(place.path))
    }
  }

  private func source() throws(Failure) -> PluginTemplate.Source {
    guard language == .swift else { return .folder("") }
    guard let stationmaster else {
      throw Failure(
        .refused, "A plugin in Swift needs Stationmaster's source, for its product PluginKit.",
        nextStep: "Say where it is: --stationmaster PATH, or the URL of its git repository.")
    }
    if stationmaster.contains("://") || stationmaster.hasPrefix("git@") {
      return .repository(url: stationmaster)
    }
    guard let path = realpath(stationmaster, nil) else {
      throw Failure(
        .refused, "\(stationmaster) cannot be found: \(String(cString: strerror(errno))).",
        nextStep: "Name the folder with Stationmaster's Package.swift in it.")
    }
    defer { free(path) }
    let folder = String(cString: path)
    guard access(folder + "/Package.swift", R_OK) == 0 else {
      throw Failure(
        .refused, "\(folder) has no Package.swift.",
        nextStep: "Name the folder with Stationmaster's Package.swift in it.")
    }
    return .folder(folder)
  }

  private static func language(_ word: String) throws -> PluginTemplate {
    guard let language = PluginTemplate(rawValue: word) else {
      let words = PluginTemplate.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no template in \(PlainText.line(word, limit: 40)): \(words).")
    }
    return language
  }

  private func nextSteps(_ path: String) -> String {
    (language == .swift ? "Build it: swift build -c release --package-path \(path)\n" : "")
      + "Check it: stationctl plugin check \(path)\n"
      + "Change it: begin with \(path)/README.md\n"
      + "Install it: copy the folder into the administrator's plugin folder"
  }
}
