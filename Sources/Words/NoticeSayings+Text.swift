import StationModel

extension NoticeSayings {
  /// Of what is written here. What another one writes is not read.
  private static let version: Int64 = 1

  /// Compact JSON, as notices carry it (docs/languages.md).
  public var text: String {
    var result = ""
    JSON.object([
      .init(name: "v", value: .number(Self.version)),
      .init(name: "people", value: .text("\(forPeople)")),
      .init(name: "summary", value: summary.json),
      .init(name: "body", value: .list(body.map(\.json))),
      .init(name: "next", value: .list(nextSteps.map(\.json))),
    ]).write(to: &result)
    return result
  }

  /// What such a text begins with: all of it that the English texts do not show.
  public var textBegin: String { "{\"v\":\(Self.version),\"people\":\"\(forPeople)\"," }

  /// Nil for what ``text`` never writes: unknown messages, slots without filling, too much of
  /// anything, control characters.
  public init?(text: String) {
    guard let json = JSONReader.read(text), json["v"]?.asNumber == Self.version,
      let people = json["people"]?.asText, case .phrase(let forPeople)? = Message(id: people),
      forPeople.needsNothing, let summary = json["summary"].flatMap({ Saying(json: $0) }),
      let body = json["body"].flatMap({ Saying.list($0, limit: 64) }),
      let nextSteps = json["next"].flatMap({ Saying.list($0, limit: 64) })
    else { return nil }
    self.init(summary: summary, body: body, nextSteps: nextSteps, forPeople: forPeople)
  }
}

extension Phrase {
  fileprivate var needsNothing: Bool {
    Message.phrase(self).template(in: .english).slots.isEmpty
  }
}

extension Saying {
  fileprivate var json: JSON {
    let slots = fillings.sorted { $0.key.name < $1.key.name }
    let members = slots.map { JSON.Member(name: $0.key.name, value: $0.value.json) }
    return .list([.text(message.id)] + (members.isEmpty ? [] : [.object(members)]))
  }

  fileprivate init?(json: JSON) {
    guard let parts = json.asList, (1...2).contains(parts.count),
      let message = parts[0].asText.flatMap({ Message(id: $0) })
    else { return nil }
    var fillings: [Slot: Filling] = [:]
    if parts.count == 2 {
      guard case .object(let members) = parts[1] else { return nil }
      for member in members {
        guard let slot = Slot(name: member.name), let filling = Filling(json: member.value)
        else { return nil }
        fillings[slot] = filling
      }
    }
    for language in Language.allCases {
      guard message.template(in: language).slots.isSubset(of: fillings.keys) else { return nil }
    }
    self.init(message, fillings)
  }

  fileprivate static func list(_ json: JSON, limit: Int) -> [Saying]? {
    guard let list = json.asList else { return nil }
    return all(list, limit: limit) { Saying(json: $0) }
  }
}

extension Filling {
  fileprivate var json: JSON {
    func one(_ name: String, _ value: JSON) -> JSON { .object([.init(name: name, value: value)]) }
    func number(_ number: Int) -> JSON { .number(Int64(number)) }
    func station(_ name: StationName) -> JSON { .list([number(name.number), .text(name.name)]) }
    switch self {
    case .text(let text): return .text(text)
    case .number(let count): return number(count)
    case .date(let date): return one("date", .number(date.milliseconds))
    case .length(let length): return one("span", .number(length.milliseconds))
    case .station(let name): return one("station", station(name))
    case .stations(.named(let names)): return one("stations", .list(names.map(station)))
    case .stations(.runs(let runs, let more)):
      let list = runs.map { JSON.list([number($0.lowerBound), number($0.upperBound)]) }
      return .object([
        .init(name: "runs", value: .list(list)), .init(name: "more", value: number(more)),
      ])
    case .people(let people):
      return .object([
        .init(name: "people", value: .list(people.names.map { .text($0) })),
        .init(name: "more", value: number(people.more)),
      ])
    case .saying(let saying): return one("say", saying.json)
    case .sayings(let sayings): return one("all", .list(sayings.map(\.json)))
    }
  }

  fileprivate init?(json: JSON) {
    switch json {
    case .text(let text):
      guard isFitForALine(text) else { return nil }
      self = .text(text)
    case .number(let number): self = .number(Int(number))
    case .list: return nil
    case .object(let members):
      guard let first = members.first, let filling = Self.named(first, of: json) else {
        return nil
      }
      self = filling
    }
  }

  private static func named(_ member: JSON.Member, of json: JSON) -> Filling? {
    let value = member.value
    switch member.name {
    case "date": return value.asNumber.map { .date(.init(milliseconds: $0)) }
    case "span": return value.asNumber.map { .length(.init(milliseconds: $0)) }
    case "station": return StationName(json: value).map { .station($0) }
    case "stations":
      return all(value.asList, limit: 4) { StationName(json: $0) }.map { .stations(.named($0)) }
    case "runs":
      guard let more = count(json["more"]),
        let runs = all(value.asList, limit: StationNames.longest, { run($0) })
      else { return nil }
      return .stations(.runs(runs, more: more))
    case "people":
      let names = all(value.asList, limit: 4) { name in name.asText.flatMap(fit) }
      guard let more = count(json["more"]), let names else { return nil }
      return .people(PeopleNames(names: names, more: more))
    case "say": return Saying(json: value).map { .saying($0) }
    case "all": return Saying.list(value, limit: 16).map { .sayings($0) }
    default: return nil
    }
  }

  private static func count(_ json: JSON?) -> Int? {
    guard let number = json?.asNumber, number >= 0 else { return nil }
    return Int(number)
  }

  private static func run(_ json: JSON) -> ClosedRange<Int>? {
    guard let ends = json.asList, ends.count == 2, let first = ends[0].asNumber,
      let last = ends[1].asNumber, first <= last
    else { return nil }
    return Int(first)...Int(last)
  }
}

extension StationName {
  fileprivate init?(json: JSON) {
    guard let parts = json.asList, parts.count == 2, let number = parts[0].asNumber,
      let name = parts[1].asText.flatMap(fit)
    else { return nil }
    self.init(number: Int(number), name: name)
  }
}

/// Nil if one of them cannot be read, or if there are more than `limit`.
private func all<T>(_ list: [JSON]?, limit: Int, _ read: (JSON) -> T?) -> [T]? {
  guard let list, list.count <= limit else { return nil }
  var result: [T] = []
  for json in list {
    guard let value = read(json) else { return nil }
    result.append(value)
  }
  return result
}

private func fit(_ text: String) -> String? { isFitForALine(text) ? text : nil }

/// Nothing that moves a terminal's cursor, breaks a line or turns the direction of reading.
private func isFitForALine(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    case .format: !scalar.properties.isBidiControl
    default: true
    }
  }
}
