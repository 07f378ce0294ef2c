import StationModel

/// The members of a row's detail: texts and whole numbers by name.
///
/// It reads what reports need of JSON (RFC 8259), strictly. A reader of its own keeps the room free of
/// FoundationEssentials, and is quick: a history may have millions of rows.
struct Detail {
  private var members: [(name: String, value: DetailValue)] = []

  /// Nil if it is no JSON object.
  init?(_ text: String) {
    var scanner = DetailScanner(text)
    guard let members = scanner.object() else { return nil }
    self.members = members
  }

  /// The last one of that name, as JSON's readers have it.
  private subscript(name: String) -> DetailValue? { members.last { $0.name == name }?.value }

  func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { text } else { nil }
  }

  func number(_ name: String) -> Int64? {
    if case .number(let number)? = self[name] { number } else { nil }
  }

  func time(_ name: String) -> Timestamp? { number(name).map { Timestamp(milliseconds: $0) } }

  /// Several words in one text.
  func words(_ name: String) -> [String] {
    text(name)?.split { $0 == " " || $0 == "," }.map(String.init) ?? []
  }

  var texts: [(name: String, text: String)] {
    members.compactMap { member in
      if case .text(let text) = member.value { (member.name, text) } else { nil }
    }
  }
}

enum DetailValue: Equatable {
  case text(String)
  case number(Int64)
  /// What no report asks for: fractions, `true`, lists …
  case other
}
