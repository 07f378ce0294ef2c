public import StationModel

/// A message without the words of any language: which text, and what fills its slots.
public struct Saying: Sendable, Equatable {
  public var message: Message
  public var fillings: [Slot: Filling]

  public init(_ message: Message, _ fillings: [Slot: Filling] = [:]) {
    self.message = message
    self.fillings = fillings
  }

  public init(_ phrase: Phrase, _ fillings: [Slot: Filling] = [:]) {
    self.init(.phrase(phrase), fillings)
  }
}

/// What fills a slot.
public indirect enum Filling: Sendable, Equatable {
  /// As it is: names, and texts of others. In one line.
  case text(String)
  case number(Int)
  case date(Timestamp)
  case length(Span)
  case station(StationName)
  case stations(StationNames)
  case people(PeopleNames)
  case saying(Saying)
  /// One after the other, with a space between; empty for nothing to say.
  case sayings([Saying])

  public static func phrase(_ phrase: Phrase) -> Filling { .saying(Saying(phrase)) }

  /// Which of two forms a word beside it has; the French count zero as one.
  func isOne(in language: Language) -> Bool {
    switch self {
    case .number(let number): language == .french ? number.magnitude < 2 : number == 1
    case .stations(let stations): stations.isOne
    case .people(let people): people.isOne
    case .text, .date, .length, .station, .saying, .sayings: true
    }
  }
}

extension Saying {
  public func text(for reader: Reader) -> String {
    message.template(in: reader.language).filled(
      { slot, before in fillings[slot]?.text(for: reader, after: before) },
      isOne: { fillings[$0]?.isOne(in: reader.language) ?? true })
  }
}

extension Filling {
  func text(for reader: Reader, after before: String) -> String {
    switch self {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .date(let date): reader.date(date, after: before)
    case .length(let length): reader.length(length)
    case .station(let station): station.text(in: reader.language)
    case .stations(let stations): stations.text(in: reader.language)
    case .people(let people): people.text(in: reader.language)
    case .saying(let saying): saying.text(for: reader)
    case .sayings(let sayings):
      sayings.map { $0.text(for: reader) }.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}
