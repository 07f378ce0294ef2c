import AgentInterface
import DBus
import Glibc
import Testing

/// docs/dbus.md is the contract for those who do not read Swift: its tables say what is published.
@Suite struct DocumentTests {
  @Test(arguments: AgentSnapshot.interfaces.map(\.name))
  func everyMethodAndPropertyIsInItsTable(name: String) throws {
    let interface = try #require(AgentSnapshot.interfaces.first { $0.name == name })
    let page = try Page(Self.read("docs/dbus.md"))
    let section = try #require(page.sections[name], "docs/dbus.md has no section \(name)")
    for method in interface.methods {
      let row = section.methods[method.name]
      #expect(row?.input == method.input.map(\.signature), "\(name).\(method.name), In")
      #expect(row?.output == method.output.map(\.signature), "\(name).\(method.name), Out")
    }
    for property in interface.properties {
      let row = section.properties[property.name]
      #expect(row?.signature == property.signature, "\(name).\(property.name)")
      #expect(row?.isConstant == property.isConstant, "\(name).\(property.name), const")
    }
    // And nothing that is not there.
    #expect(Set(section.methods.keys) == Set(interface.methods.map(\.name)))
    #expect(Set(section.properties.keys) == Set(interface.properties.map(\.name)))
  }

  @Test func everySectionIsAnInterface() throws {
    let page = try Page(Self.read("docs/dbus.md"))
    #expect(Set(page.sections.keys) == Set(AgentSnapshot.interfaces.map(\.name)))
  }

  /// The page as its tables say it.
  private struct Page {
    struct Section {
      var methods: [String: (input: [String], output: [String])] = [:]
      var properties: [String: (signature: String, isConstant: Bool)] = [:]
    }

    var sections: [String: Section] = [:]

    init(_ text: String) throws {
      var name: String?
      var isOfMethods = false
      for line in text.split(separator: "\n") {
        if line.hasPrefix("## ") {
          let title = String(line.dropFirst(3))
          name = title.hasPrefix("org.stationmaster1.") ? title : nil
          if let name { sections[name] = Section() }
        }
        guard let name, line.hasPrefix("| ") else { continue }
        if line.hasPrefix("| Method ") { isOfMethods = true }
        if line.hasPrefix("| Property ") { isOfMethods = false }
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
          .map(String.init)
        let names = Self.code(cells[0])
        if isOfMethods, let method = names.first {
          try #require(cells.count >= 4, "\(line)")
          sections[name]?.methods[method] = (Self.code(cells[1]), Self.code(cells[2]))
        } else {
          for property in names {
            try #require(cells.count >= 3, "\(line)")
            let words = cells[2].split { !$0.isLetter }
            sections[name]?.properties[property] = (
              Self.code(cells[1]).first ?? "", words.contains("const")
            )
          }
        }
      }
    }

    /// What stands in backquotes.
    private static func code(_ cell: String) -> [String] {
      cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  private static func read(_ path: String, from file: String = #filePath) throws -> String {
    let folder = "/" + file.split(separator: "/").dropLast(3).joined(separator: "/")
    let stream = try #require(fopen(folder + "/" + path, "re"), "\(path) is not there")
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, stream)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
