import Glibc
import LicenseFiles
import Seal
import StationModel
import Testing

@testable import stationctl

/// A folder of its own for each test, gone afterwards.
final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/stationctl-test-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  private var names: [String] = []

  /// The path of a file with this text; only the path if there is none.
  func file(_ name: String, _ bytes: [UInt8]? = nil) -> String {
    names.append(name)
    let file = path + "/" + name
    guard let bytes else { return file }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    bytes.withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return file
  }
}

private func trouble(_ body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch { return error as? Failure }
}

@Suite struct LicenseInputTests {
  private let folder: Folder
  private let key = SigningKey(seed: [UInt8](repeating: 7, count: 32))

  init() throws { folder = try Folder() }

  @Test func readsUpTo64KiBAndNoMore() throws {
    let bytes = [UInt8](repeating: 0x41, count: 65_536)
    #expect(try readSmallBytes(folder.file("most", bytes)) == bytes)
    let large = folder.file("more", bytes + [0x41])
    #expect(
      trouble { _ = try readSmallBytes(large) }?.message
        == "\(large) is larger than 64 KiB: it is no license file and no key.")
  }

  /// The second one is as large as no computer's memory: nothing but its beginning is read.
  @Test(arguments: [100 << 20, 1 << 40])
  func refusesAHugeFileWithoutReadingIt(_ size: Int) throws {
    let file = folder.file("huge", [])
    #expect(truncate(file, size) == 0)
    let failure = trouble { _ = try readPack(file) }
    #expect(
      failure?.message == "\(file) is larger than 64 KiB: it is no license file and no key.")
  }

  @Test func waitsForNoPipeAndNoDevice() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let sayings = [pipe, "/dev/zero", "/dev/tty", folder.path, "/dev/fd", folder.file("missing")]
      .map { path in
        trouble { _ = try readPack(path) }?.message.with(path, "It")
      }
    #expect(sayings[0] == "It is a pipe, not a file.")
    #expect(sayings[1] == "It is a device, not a file.")
    // Without a terminal there is none to open.
    #expect(
      sayings[2] == "It is a device, not a file."
        || sayings[2]?.hasPrefix("It cannot be read:") == true)
    #expect(sayings[3] == "It is a folder, not a file.")
    #expect(sayings[4] == "It is a folder, not a file.")
    #expect(sayings[5] == "It cannot be read: No such file or directory.")
  }

  @Test func readsThePipeThatTheShellOpened() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(write(ends[1], "A.B", 3) == 3)
    close(ends[1])
    defer { close(ends[0]) }
    #expect(try readSmallBytes("/dev/fd/\(ends[0])") == Array("A.B".utf8))
  }

  @Test func tellsNoiseAndKeysFromPacks() throws {
    let key = try #require(key)
    let noise = folder.file("noise", [0xff, 0, 0x2e])
    #expect(
      trouble { _ = try readPack(noise) }?.message
        == "The file is not a license pack: there is the byte 0xff in it, which is no text, at byte 1."
    )
    let secret = folder.file("k.key", Array(KeyFile.privateText(key).utf8))
    #expect(
      trouble { _ = try readPack(secret) }?.message
        == "The file is not a license pack: it is an issuer's private key, which belongs to nobody else."
    )
  }

  @Test func readsTrustedKeysFromFilesAndFolders() throws {
    let key = try #require(key)
    let text = try KeyFile.publicText(key.verifyingKey, issuer: "Acme")
    let file = folder.file("acme.pub", Array(text.utf8))
    _ = folder.file("README", [0x41])
    #expect(try readTrustedKeys([folder.path]).all.map(\.issuer) == ["Acme"])
    #expect(try readTrustedKeys([file]).all.map(\.issuer) == ["Acme"])
    let other = folder.file("acme.txt", Array(text.utf8))
    #expect(
      trouble { _ = try readTrustedKeys([other]) }?.message
        == "\(other) is no file of a trusted key: its name ends neither in .pub nor in .revoked.")
    let revoked = try KeyFile.revokedText(
      RevokedKey(id: key.verifyingKey.id, since: Timestamp(seconds: 0), reason: "lost"))
    _ = folder.file("acme.revoked", Array(revoked.utf8))
    #expect(try readTrustedKeys([folder.path]).all.isEmpty)
  }

  @Test func readsTheHostsIDFromAMachineID() throws {
    let file = folder.file("machine-id", Array("0123456789abcdef0123456789abcdef\n".utf8))
    #expect(try hostID(machineID: file) == "b10f08ccd0b34f4e83ff865dbd169bc0")
    let none = folder.file("none", Array("uninitialized\n".utf8))
    #expect(trouble { _ = try hostID(machineID: none) }?.message == "\(none) holds no machine id.")
  }
}

extension String {
  fileprivate func with(_ old: String, _ new: String) -> String {
    guard let place = firstRange(of: old) else { return self }
    return String(self[..<place.lowerBound]) + new + String(self[place.upperBound...])
  }
}
