import Glibc
import RigKit
import Testing

/// What documents, man pages and messages name is there where the packages are installed.
@Suite(.serialized) struct Documents {
  /// What the packages install, without a release build.
  private final class Tree {
    let folder: String
    var all: String { folder + "/all" }

    init() throws {
      var template = Array("/tmp/stationmaster-documents-XXXXXX".utf8CString)
      try #require(mkdtemp(&template) != nil)
      folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      let made = try run(
        Documents.script("tree"), [Desk.programs, folder], environment: [:],
        logPath: folder + "/log")
      try #require(made.code == 0, "\(made.output)")
    }

    deinit { removeTree(folder) }

    /// What one package installs.
    func package(_ name: String) -> String { folder + "/source/debian/" + name }

    /// - Parameter texts: patterns of the shell, from the project's folder.
    func check(_ texts: String) throws -> CommandResult {
      try run(
        "sh",
        [
          "-c", "cd \"$0\" && exec Tests/Documents/check --programs \"$1\" --tree \"$2\" \(texts)",
          Rigs.project, folder + "/programs", all,
        ], environment: [:], logPath: folder + "/check.log")
    }
  }

  private static func script(_ name: String) -> String {
    Rigs.project + "/Tests/Documents/" + name
  }

  @Test func whatTheDocumentsAndMessagesNameIsInstalled() throws {
    let tree = try Tree()
    for texts in [
      "README.md CONTRIBUTING.md docs/*.md Plugins/*/README.md",
      "$(find Sources Plugins -name '*.swift')",
      "\"$2\"/usr/share/man/*/*", "\"$2\"/usr/share/doc/*/*.md",
      "$(find \"$2\"/lib \"$2\"/usr/lib/systemd \"$2\"/usr/share/polkit-1 \"$2\"/etc -type f ! -name '*.so')",
    ] {
      let result = try tree.check(texts)
      #expect(result.code == 0, "\(result.output)")
    }
    let pages = try run(
      Self.script("pages"), [tree.all + "/usr/share/man"], environment: [:],
      logPath: tree.folder + "/pages.log")
    #expect(pages.code == 0, "\(pages.output)")
  }

  /// A check that cannot fail is no check.
  @Test func whatIsNotThereIsFound() throws {
    let tree = try Tree()
    let text = tree.folder + "/bad.md"
    try writeText(
      """
      # Good
      `stationctl status --json`, `stationctl notices`, stationd.conf(5), /usr/sbin/stationd,
      stationmaster.service, /etc/stationmaster/stationd.conf.d/NAME.conf, [here](#good)
      # Bad
      `stationctl statoins`, `stationctl status --jsn`, stationctl-moon(1),
      /usr/lib/stationmaster/not-there, stationmaster-foo.service, [x](nowhere.md), [y](#nope)
      ```sh
      sudo stationctl seat plam
      stationd --check-conf
      ```

      """, to: text)
    let result = try tree.check(text)
    #expect(result.code == 1)
    for name in [
      "5: stationctl statoins", "5: stationctl status --jsn", "5: stationctl-moon(1)",
      "6: /usr/lib/stationmaster/not-there", "6: stationmaster-foo.service", "6: nowhere.md",
      "6: #nope", "8: stationctl seat plam", "9: stationd --check-conf", ", 9 wrong",
    ] {
      #expect(result.output.contains(name), "\(name) in \(result.output)")
    }
  }

  /// Who installs the plugin has no station by it until somebody writes one.
  @Test func theInstalledListOfDesktopsIsEmpty() throws {
    let tree = try Tree()
    let manifest = try readText(
      tree.all + "/usr/lib/stationmaster/plugins/desktop-list/plugin.json")
    #expect(manifest.contains(#""--file", "/etc/stationmaster/desktops.json""#))
    let list = try readText(tree.all + "/etc/stationmaster/desktops.json")
    #expect(list.filter { !$0.isWhitespace } == #"{"desktops":[]}"#)
    #expect(
      access(tree.all + "/usr/lib/stationmaster/plugins/desktop-list/desktops.json", F_OK) != 0)
  }

  /// Every regular file that a package has in /etc is a conffile (dh_installdeb(1)): an upgrade keeps what an
  /// administrator changed there (Tests/Package).
  @Test func theSettingsOfProvidersAreConffilesThatTheirManifestsName() throws {
    let tree = try Tree()
    for plugin in ["libvirt", "machines", "sessions", "desktop-list"] {
      let folder = "/usr/lib/stationmaster/plugins/" + plugin
      let words = try readText(tree.all + folder + "/plugin.json").split(separator: "\"")
      let option = try #require(words.firstIndex(of: "--file"), "\(plugin): \(words)")
      let file = try #require(words.indices.contains(option + 2) ? String(words[option + 2]) : nil)
      #expect(file.hasPrefix("/etc/stationmaster/"), "\(plugin) reads \(file)")
      var facts = stat()
      let staged = tree.package("stationmaster-plugin-" + plugin) + file
      #expect(lstat(staged, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG, "\(staged)")
      #expect(access(tree.all + file, R_OK) == 0, "\(plugin) reads \(file)")
      // Nobody looks for settings there, and an upgrade would replace them.
      let beside = tree.all + folder + "/" + (file.split(separator: "/").last ?? "")
      #expect(access(beside, F_OK) != 0, "\(beside)")
    }
  }

  /// Comments name documents by their place in the project; on a computer that has another one.
  @Test func installedFilesNameInstalledDocuments() throws {
    let tree = try Tree()
    let unit = try readText(tree.all + "/lib/systemd/system/stationmaster.service")
    #expect(unit.contains("/usr/share/doc/stationmaster/permissions.md"))
  }
}
