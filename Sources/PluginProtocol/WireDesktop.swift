import StationModel

/// A desktop as it travels: every field is there, every field is checked.
struct WireDesktop: Codable {
  var id: String
  var name: String
  var kind: String
  var state: String
  var template: Bool

  init(_ desktop: Desktop) {
    id = desktop.id
    name = desktop.name
    kind = desktop.kind
    state = desktop.state.rawValue
    template = desktop.isTemplate
  }

  /// The desktop, if all its fields keep the rules of docs/plugins.md; `place` is for the message.
  func desktop(at place: String) throws(PluginError) -> Desktop {
    guard Self.isID(id) else {
      throw PluginError(
        .invalidParams, place + ".id is not 1 to 128 printable ASCII characters without / and space"
      )
    }
    guard !name.isEmpty, name.utf8.count <= 256,
      name.unicodeScalars.allSatisfy(PlainText.isHarmless)
    else {
      throw PluginError(
        .invalidParams, place + ".name is not 1 to 256 bytes without control characters")
    }
    guard (1...32).contains(kind.utf8.count), kind.utf8.allSatisfy(Self.isLowercaseOrHyphen) else {
      throw PluginError(.invalidParams, place + ".kind is not 1 to 32 of a-z, 0-9 and -")
    }
    guard let state = Desktop.State(rawValue: state) else {
      let known = Desktop.State.allCases.map(\.rawValue).joined(separator: ", ")
      throw PluginError(
        .invalidParams,
        place + ".state is \"" + PlainText.line(state, limit: 40) + "\", not one of " + known)
    }
    return Desktop(id: id, name: name, kind: kind, state: state, isTemplate: template)
  }

  /// The id becomes the end of a station's key (`desktop:<plugin>/<id>`), hence no slash.
  private static func isID(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
  }

  static func isLowercaseOrHyphen(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }
}
