import Configuration
import Glibc
import StationModel
import Testing

@Suite struct KeptConfigurationTests {
  private static let time = Timestamp(milliseconds: 1_700_000_000_000)
  private static let files = ConfigurationFiles(
    path: "/etc/s/stationd.conf",
    files: [
      .init(path: "/etc/s/stationd.conf", text: "[Licensing]\nsite = Zoë\n"),
      .init(path: "/etc/s/stationd.conf.d/odd\nname 12.conf", text: ""),
    ])

  /// A state folder that goes away with the value.
  private final class State {
    let path: String
    var kept: KeptConfiguration { KeptConfiguration(in: path) }

    init() throws {
      var template = Array("/tmp/kept-configuration-XXXXXX".utf8CString)
      try #require(mkdtemp(&template) != nil)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
      for end in ["", ".new"] {
        unlink(kept.file + end)
        rmdir(kept.file + end)
      }
      rmdir(path)
    }

    func bytes() throws -> [UInt8] {
      let handle = try #require(fopen(kept.file, "r"))
      defer { fclose(handle) }
      var bytes = [UInt8](repeating: 0, count: 100_000)
      return Array(bytes.prefix(fread(&bytes, 1, bytes.count, handle)))
    }

    func write(_ bytes: [UInt8]) throws {
      let handle = try #require(fopen(kept.file, "w"))
      defer { fclose(handle) }
      try #require(fwrite(bytes, 1, bytes.count, handle) == bytes.count)
    }
  }

  @Test func whatIsKeptComesBackWithItsTime() throws {
    let state = try State()
    #expect(try state.kept.copy(of: Self.files.path) == nil)
    try state.kept.keep(Self.files, at: Self.time)
    let copy = try state.kept.copy(of: Self.files.path)
    #expect(copy == KeptConfiguration.Copy(files: Self.files, readAt: Self.time))
    // The settings have their lines as the files had.
    #expect(try copy?.files.settings().effective[18].source == "/etc/s/stationd.conf:2")
    // Only its own user may read it.
    var facts = stat()
    #expect(stat(state.kept.file, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
  }

  @Test func theSameFilesKeepTheTimeOfTheFirst() throws {
    let state = try State()
    try state.kept.keep(Self.files, at: Self.time)
    try state.kept.keep(Self.files, at: Self.time + .days(3))
    #expect(try state.kept.copy(of: Self.files.path)?.readAt == Self.time)
    var other = Self.files
    other.files[0].text = ""
    try state.kept.keep(other, at: Self.time + .days(4))
    #expect(try state.kept.copy(of: Self.files.path)?.readAt == Self.time + .days(4))
  }

  @Test func theCopyOfAnotherConfigurationIsNone() throws {
    let state = try State()
    try state.kept.keep(Self.files, at: Self.time)
    #expect(try state.kept.copy(of: "/etc/other.conf") == nil)
  }

  /// A power cut, a full disk, a hand: nothing but the whole copy counts.
  @Test func whatIsNotWholeIsAnErrorAndNotACopy() throws {
    let state = try State()
    try state.kept.keep(Self.files, at: Self.time)
    let good = try state.bytes()
    for length in 0..<good.count {
      try state.write(Array(good[..<length]))
      #expect(throws: KeptConfiguration.Failure.self, "\(length)") {
        try state.kept.copy(of: Self.files.path)
      }
    }
    for bad in [good + [0x0A], Array("x\n99999999999999999999 1\n".utf8), [0xFF, 0x0A]] {
      try state.write(bad)
      #expect(throws: KeptConfiguration.Failure.self) { try state.kept.copy(of: Self.files.path) }
    }
    // The next good files replace it.
    try state.kept.keep(Self.files, at: Self.time)
    #expect(try state.kept.copy(of: Self.files.path) != nil)
  }

  @Test func whereItCannotBeWrittenTheReasonIsSaid() throws {
    let state = try State()
    mkdir(state.kept.file, 0o700)
    #expect(throws: KeptConfiguration.Failure.self) {
      try state.kept.keep(Self.files, at: Self.time)
    }
    // Nothing is left of the attempt.
    #expect(access(state.kept.file + ".new", F_OK) != 0)
    let nowhere = KeptConfiguration(in: state.path + "/not-there")
    let failure = #expect(throws: KeptConfiguration.Failure.self) {
      try nowhere.keep(Self.files, at: Self.time)
    }
    #expect(failure?.description.contains("No such file") == true)
  }

  @Test func whereItCannotBeWrittenTheOlderCopyStays() throws {
    let state = try State()
    try state.kept.keep(Self.files, at: Self.time)
    mkdir(state.kept.file + ".new", 0o700)
    var other = Self.files
    other.files = []
    #expect(throws: KeptConfiguration.Failure.self) {
      try state.kept.keep(other, at: Self.time + .days(1))
    }
    #expect(
      try state.kept.copy(of: Self.files.path)
        == KeptConfiguration.Copy(files: Self.files, readAt: Self.time))
  }

  @Test func moreThanFourMegabytesAreNotKept() throws {
    let state = try State()
    var large = Self.files
    large.files = (0..<5).map {
      .init(path: "\($0)", text: String(repeating: "#", count: 1 << 20))
    }
    #expect(throws: KeptConfiguration.Failure.self) {
      try state.kept.keep(large, at: Self.time)
    }
  }
}
