/// A place in a text of the table that is filled when the text is told: `{station}`, or `{Station}`
/// at the start of a sentence.
enum Slot: CaseIterable {
  case station, source, why, sources, count
  case shortage, person, have, missing
  case length, way, date
  case found
  case pack, issuer, held, short
  case plugin, label, key, lacks, doubt, others, number, thing, part

  /// As between the braces. Slots have no raw values: those would be hashed as texts, and words are
  /// looked up by slots all the time.
  var name: String { String(describing: self) }

  init?(name: String) {
    guard let slot = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = slot
  }

  /// What stands there, for the documentation.
  var meaning: String {
    switch self {
    case .station: "the station, by number and name"
    case .source: "the license source by its name, or the license pool of this host"
    case .why: "the reason, in the words of whoever refused"
    case .sources: "the message of each of them"
    case .count: "how many"
    case .shortage:
      "\"all 5 licenses are in use\", \"there are no licenses\" or "
        + "\"none of the free licenses covers a physical station\""
    case .person: "the only person who is signed in there, or who was refused, or \"somebody\""
    case .have: "the people without a license: \"ada and ben have\""
    case .missing: "how many there should be more: \"3 user licenses are missing\""
    case .length: "how long: \"3 days\""
    case .way: "\"forward\" or \"back\""
    case .date: "date and time in UTC"
    case .found: "what was found, with the names of the files"
    case .pack: "the pack's id"
    case .issuer: "who issued it"
    case .held: "\"12 of its licenses are in use\""
    case .short: "\"5 holders go\""
    case .plugin: "the plugin's name"
    case .label: "what people would call the hub"
    case .key: "its place"
    case .lacks: "what it has not got yet, if anything"
    case .doubt: "what nothing decides, if that is so"
    case .others: "\"It is\" or \"They are\""
    case .number: "the station's number"
    case .thing: "the station, or the hub by name and place"
    case .part: "the device"
    }
  }
}
