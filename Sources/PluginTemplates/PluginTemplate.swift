/// A plugin that works, in one of three languages, under a name of its author's.
public enum PluginTemplate: String, Sendable, CaseIterable {
  case swift, python, sh

  /// A file of the new plugin, with its path in the plugin's folder.
  public struct File: Sendable, Equatable {
    public var path: String
    public var isProgram: Bool
    public var text: String
  }

  /// Where a plugin in Swift finds PluginKit.
  public enum Source: Sendable, Equatable {
    /// The absolute path of the source tree.
    case folder(String)
    case repository(url: String)
  }

  /// All files of a plugin called `name`, which must be a plugin's name. `source` matters for Swift
  /// alone.
  public func files(name: String, source: Source) -> [File] {
    embedded.map { file in
      var text = file.text
      for (old, new) in replacements(name: name, source: source) {
        text = text.replacing(old, with: new)
      }
      return File(path: file.path, isProgram: file.isProgram, text: text)
    }
  }

  /// The folder in Plugins/examples.
  var example: String { self == .swift ? "in-swift" : rawValue }

  var embedded: [TemplateFile] {
    switch self {
    case .python:
      [.pythonPluginJson, .pythonProviderPy, .pythonDesktopsTxt, .pythonREADMEMd]
    case .sh:
      [.shPluginJson, .shProvider, .shJsonAwk, .shListAwk, .shDesktopsTxt, .shREADMEMd]
    case .swift:
      [
        .inSwiftPluginJson, .inSwiftPackageSwift, .inSwiftSourcesMainSwift,
        .inSwiftSourcesFileProviderSwift, .inSwiftSourcesDesktopFileSwift,
        .inSwiftSourcesStoreSwift, .inSwiftDesktopsTxt, .inSwiftREADMEMd,
      ]
    }
  }

  private func replacements(name: String, source: Source) -> [(String, String)] {
    switch self {
    case .python:
      [
        ("\"name\": \"python\"", "\"name\": \"\(name)\""),
        ("NAME = \"python\"", "NAME = \"\(name)\""),
        ("# python\n", "# \(name)\n"),
      ]
    case .sh:
      [
        ("\"name\": \"sh\"", "\"name\": \"\(name)\""), ("\nname=sh\n", "\nname=\(name)\n"),
        ("# sh\n", "# \(name)\n"),
      ]
    case .swift:
      [
        ("in-swift", name),
        (".package(name: \"stationmaster\", path: \"../../..\")", Self.dependency(source)),
        ("package: \"stationmaster\"", "package: \(Self.quoted(Self.identity(source)))"),
      ]
    }
  }

  private static func dependency(_ source: Source) -> String {
    switch source {
    case .folder(let path): ".package(name: \"stationmaster\", path: \(quoted(path)))"
    case .repository(let url): ".package(url: \(quoted(url)), branch: \"main\")"
    }
  }

  /// As SwiftPM names a package: by the last part of its URL.
  private static func identity(_ source: Source) -> String {
    guard case .repository(let url) = source else { return "stationmaster" }
    let last = url.split { $0 == "/" || $0 == ":" }.last.map { String($0) } ?? ""
    return (last.hasSuffix(".git") ? String(last.dropLast(4)) : last).lowercased()
  }

  /// A text as a literal of Swift.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
