public import DeviceFacts
import Glibc
import Rigs
public import StationModel

/// The recordings in Tests/Rigs, by name.
public enum Rig: String, CaseIterable, Sendable {
  case bareHost = "01-bare-host"
  case plainHub = "02-station-hub-kbd-mouse"
  case threeCards = "03-two-stations-three-cards"
  case attachedSeats = "04-two-stations-attached-to-seats"
  case hubPulled = "05-seat-without-its-hub"
  case dock = "06-plugable-dock-autoseat"
  case bridgeSeats = "07-pci-bridge-seats"

  /// The recording's file.
  public var file: String { Self.folder + "/" + rawValue + ".umockdev" }

  public func devices() throws -> [RecordedDevice] {
    try Recording.devices(in: try Self.text(of: file))
  }

  public func picture() throws -> DevicePicture {
    DevicePicture(recorded: try devices())
  }

  /// The text of a file, which must be UTF-8.
  public static func text(of file: String) throws -> String {
    guard let stream = fopen(file, "r") else { throw Unreadable(file: file, code: errno) }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    guard ferror(stream) == 0, let text = String(validating: bytes, as: UTF8.self) else {
      throw Unreadable(file: file, code: EIO)
    }
    return text
  }

  /// A recording that could not be read, with the system's error number.
  public struct Unreadable: Error, Equatable {
    public var file: String
    public var code: Int32
  }
}
