import Configuration
import Glibc
import StationModel
import Testing

/// A folder of its own for one test; it goes away with the value.
private final class Folder {
  let path: String
  var main: String { path + "/stationd.conf" }
  var dropIns: String { path + "/stationd.conf.d" }
  private var made: [String] = []

  init() throws {
    var template = Array("/tmp/configuration-tests-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for file in made { remove(file) }
    rmdir(dropIns)
    rmdir(path)
  }

  func write(_ bytes: some Sequence<UInt8>, to file: String) throws {
    mkdir(dropIns, 0o700)
    let handle = try #require(fopen(file, "w"))
    defer { fclose(handle) }
    let bytes = Array(bytes)
    fwrite(bytes, 1, bytes.count, handle)
    made.append(file)
  }

  func makeFolder(_ file: String) {
    mkdir(file, 0o700)
    made.append(file)
  }

  func makePipe(_ file: String) {
    mkfifo(file, 0o600)
    made.append(file)
  }

  func load() throws(ConfigurationError) -> Settings {
    try ConfigurationFiles.find(path: main, dropIns: dropIns).settings()
  }
}

@Suite struct LoadTests {
  @Test func nothingThereMeansTheDefaults() throws {
    #expect(try Folder().load() == Settings())
  }

  @Test func readsTheMainFileAndThenTheDropInsByName() throws {
    let folder = try Folder()
    try folder.write("[Licensing]\nhost-grace = 1d\nabsence-hold = 1d\n".utf8, to: folder.main)
    func dropIn(_ name: String, _ value: String) throws {
      let text = "[Licensing]\nhost-grace = \(value)\n"
      try folder.write(text.utf8, to: folder.dropIns + "/" + name)
    }
    try dropIn("90-late.conf", "5d")
    try dropIn("10-early.conf", "4d")
    try dropIn("99-not-this.conf.bak", "6d")
    try dropIn(".99-nor-this.conf", "7d")
    let settings = try folder.load()
    #expect(settings.hostGrace == .days(5))
    #expect(settings.effective[9].source == folder.dropIns + "/90-late.conf:2")
    #expect(settings.effective[11].source == folder.main + ":3")
  }

  @Test func dropInsDoWithoutAMainFile() throws {
    let folder = try Folder()
    try folder.write("[Bus]\naddress = session\n".utf8, to: folder.dropIns + "/a.conf")
    #expect(try folder.load().bus == .session)
  }

  @Test func anErrorNamesTheFileAndTheLine() throws {
    let folder = try Folder()
    let file = folder.dropIns + "/a.conf"
    try folder.write("[Bus]\n\naddress = moon\n".utf8, to: file)
    let error = #expect(throws: ConfigurationError.self) { try folder.load() }
    #expect(error?.message.hasPrefix(file + #":3: address is "moon"; accepted is system"#) == true)
  }

  @Test func namesTheLineThatIsNotUTF8() throws {
    let folder = try Folder()
    try folder.write(Array("[Bus]\n# ok é\n# ".utf8) + [0xE9, 0x0A], to: folder.main)
    let error = #expect(throws: ConfigurationError.self) { try folder.load() }
    #expect(
      error?.message == folder.main + ":3: this is not UTF-8 text; accepted is UTF-8 text")
  }

  @Test func whatIsThereMustBeReadable() throws {
    let folder = try Folder()
    folder.makeFolder(folder.main)
    let error = #expect(throws: ConfigurationError.self) { try folder.load() }
    #expect(error?.isForbidden == false)
    #expect(
      error?.message == folder.main + ": it is a folder; accepted is a file of text")

    let other = try Folder()
    try other.write("".utf8, to: other.main)
    try other.write("".utf8, to: other.path + "/file")
    #expect(throws: ConfigurationError.self) {
      try ConfigurationFiles.find(path: other.main, dropIns: other.path + "/file")
    }
  }

  @Test func aDanglingDropInIsAnError() throws {
    let folder = try Folder()
    try folder.write("".utf8, to: folder.dropIns + "/a.conf")
    let link = folder.dropIns + "/b.conf"
    symlink("nowhere", link)
    defer { unlink(link) }
    let error = #expect(throws: ConfigurationError.self) { try folder.load() }
    #expect(error?.file == link && error?.problem == "it is a link to a file that is not there")
  }

  @Test func whatIsReadIsNamedInItsOrder() throws {
    let folder = try Folder()
    for name in ["/b.conf", "/a.conf", "/c.txt"] {
      try folder.write("".utf8, to: folder.dropIns + name)
    }
    let files = try ConfigurationFiles.find(path: folder.main)
    #expect(files.path == folder.main)
    #expect(
      files.files.map(\.path) == [folder.dropIns + "/a.conf", folder.dropIns + "/b.conf"])
  }

  @Test func aDropInLinkedToDevNullIsEmpty() throws {
    let folder = try Folder()
    try folder.write("".utf8, to: folder.dropIns + "/a.conf")
    let link = folder.dropIns + "/b.conf"
    symlink("/dev/null", link)
    defer { unlink(link) }
    #expect(try folder.load() == Settings())
  }

  @Test func aPipeOrAHugeFileDoesNotHoldItUp() throws {
    let folder = try Folder()
    folder.makePipe(folder.main)
    let refused = #expect(throws: ConfigurationError.self) { try folder.load() }
    #expect(refused?.message == folder.main + ": it is not a file; accepted is a file of text")
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationFiles.find(path: "/dev/zero", dropIns: folder.dropIns)
    }
    #expect(
      error?.message == "/dev/zero: it is larger than 1 MiB; accepted is a file of text")
  }
}
