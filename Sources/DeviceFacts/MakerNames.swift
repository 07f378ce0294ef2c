import StationModel

/// The list of monitor makers that hwdata brings (`pnp.ids`): lines of three letters, a tab and a name.
public struct MakerNames: Sendable {
  private let bytes: [UInt8]

  /// The whole file. A list that is not there is empty, and nobody has a name.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The name of `DEL`: `Dell Inc.`; nil if the list does not have it. Reads the list each time: a
  /// computer has few monitors, and 2,500 names are not worth keeping.
  public func name(of make: String) -> String? {
    let key = Array(make.utf8) + [UInt8(ascii: "\t")]
    guard key.count == 4 else { return nil }
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: key) {
      let name = Label.clean(
        String(decoding: line.dropFirst(key.count).prefix(Self.longest), as: UTF8.self), limit: 80)
      return name.isEmpty ? nil : name
    }
    return nil
  }

  /// Bytes of a line that are looked at.
  private static let longest = 400
}
