import Glibc
import PluginKit
import Testing

@testable import machines

@Suite struct AssignmentFileTests {
  private final class Folder {
    let path: String
    var file: AssignmentFile { AssignmentFile(folder: path) }

    init() throws {
      var template = Array("/tmp/stationmaster-book-XXXXXX".utf8CString)
      try #require(mkdtemp(&template) != nil)
      path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
      for ending in ["", ".new", ".bad"] { unlink(path + "/assignments.json" + ending) }
      rmdir(path)
    }

    func put(_ text: String) throws {
      try SmallFile.replace(path + "/assignments.json", with: Array(text.utf8))
    }

    func has(_ ending: String) -> Bool {
      access(path + "/assignments.json" + ending, F_OK) == 0
    }
  }

  private static let book = AssignmentBook(
    stations: ["lab-1": "pci-0000:00:14.0/1.4", "golden-4": "host"],
    copies: ["golden-4": .init(template: "golden", station: "host")])

  @Test func theBookIsReadAsItWasWritten() throws {
    let folder = try Folder()
    #expect(folder.file.read() == (AssignmentBook(), nil))
    try folder.file.write(Self.book)
    #expect(folder.file.read() == (Self.book, nil))
    try folder.file.write(AssignmentBook())
    #expect(folder.file.read() == (AssignmentBook(), nil))
  }

  @Test func withoutAFolderNothingIsKept() throws {
    try AssignmentFile(folder: nil).write(Self.book)
    #expect(AssignmentFile(folder: nil).read() == (AssignmentBook(), nil))
  }

  @Test(arguments: [
    "", "nonsense", "[]", "{}", #"{"stations": [], "copies": {}}"#,
    #"{"stations": {"../x": "host"}, "copies": {}}"#, #"{"stations": {"a": ""}, "copies": {}}"#,
    #"{"stations": {"a": "b\nc"}, "copies": {}}"#, #"{"stations": {"a": 5}, "copies": {}}"#,
    #"{"stations": {}, "copies": {"a": {"template": ".host", "station": "host"}}}"#,
    #"{"stations": {}, "copies": {"a": {"template": "b", "station": "\u202e"}}}"#,
  ]) func aHostileFileIsSetAsideAndSaid(text: String) throws {
    let folder = try Folder()
    try folder.put(text)
    let (book, trouble) = folder.file.read()
    #expect(book == AssignmentBook())
    #expect(trouble?.contains("assignments.json.bad") == true && trouble?.contains("\n") == false)
    #expect(folder.has(".bad") && !folder.has(""))
    try folder.file.write(Self.book)
    #expect(folder.file.read() == (Self.book, nil))
  }

  @Test func aFileWithoutEndIsNotReadIntoMemory() throws {
    let folder = try Folder()
    try folder.put(String(repeating: " ", count: AssignmentFile.sizeLimit + 1))
    #expect(folder.file.read().trouble?.contains("larger than") == true)
  }

  @Test func whatIsNotKeptIsLetGoButACopyStaysADesktop() {
    var book = Self.book
    book.keep(["lab-1"])
    #expect(book.stations.keys.sorted() == ["lab-1"] && book.copies == Self.book.copies)
    book.keep([])
    #expect(book.stations.isEmpty)
  }

  @Test func aCopyIsFoundByItsTemplateAndItsStation() {
    #expect(Self.book.copy(of: "golden", for: "host") == "golden-4")
    #expect(Self.book.copy(of: "golden", for: "other") == nil)
    #expect(Self.book.copy(of: "silver", for: "host") == nil)
  }
}
