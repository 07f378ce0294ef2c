import StationModel

extension RigStage {
  static let verbs: Set<String> = ["expect", "bind", "known", "without", "with"]
  /// Every moment is sorted by itself, and has all that was said before it.
  static let mostStages = 256
  static let mostWords = 256

  /// A line that says what is known or what must come out.
  static func take(
    _ verb: String, words: inout RigWords, into stages: inout [RigStage]
  ) throws(RigError) {
    guard var stage = stages.popLast() else { return }
    defer { stages.append(stage) }
    if verb == "expect" {
      stage.expectations.append(
        Expectation(line: words.line, what: try Expectation.read(&words)))
      return
    }
    // What is said after an expectation holds from there on.
    if !stage.expectations.isEmpty {
      stages.append(stage)
      guard stages.count < mostStages else {
        throw RigError(
          line: words.line, "a file tells of at most \(mostStages) moments; this begins another")
      }
      stage.expectations = []
    }
    let place = try words.text(for: verb)
    switch verb {
    case "bind":
      let display = try words.text(for: place)
      guard stage.bindings.count < mostWords else {
        throw RigError(line: words.line, "there are more than \(mostWords) bindings")
      }
      stage.bindings.append((words.line, place, display))
    case "known":
      guard stage.known.count < mostWords else {
        throw RigError(line: words.line, "there are more than \(mostWords) known places")
      }
      stage.known.append(place)
    case "without": stage.absent.insert(place)
    default:
      guard stage.absent.remove(place) != nil else {
        throw RigError(
          line: words.line, "\(Label.clean(place, limit: 60)) was not taken away before")
      }
    }
    try words.end()
  }
}

extension Expectation {
  fileprivate static func read(_ words: inout RigWords) throws(RigError) -> What {
    let first = try words.text(for: "expect")
    if let count = first.smallNumber {
      let what = try words.text(for: first)
      try words.end()
      switch what {
      case "station", "stations": return .stations(count)
      case "proposal", "proposals": return .proposals(count)
      default: throw words.unknown(what)
      }
    }
    switch first {
    case "no":
      let place = try words.text(for: first)
      try words.end()
      return .nothing(place: place)
    case "device":
      let name = try words.text(for: first)
      guard try words.text(for: name) == "on" else { throw words.unknown(name) }
      let place = try words.text(for: "on")
      var rule: Int?
      if let by = words.next() {
        guard by.text == "by", let number = try words.text(for: "by").smallNumber else {
          throw words.unknown(by.text)
        }
        rule = number
      }
      try words.end()
      return .device(name: name, place: place, rule: rule)
    case "host": return .candidate(place: "host", try wanted(&words, isStation: true, colon: false))
    case "host:": return .candidate(place: "host", try wanted(&words, isStation: true, colon: true))
    case "station", "proposal":
      var place = try words.text(for: first)
      let colon = place.hasSuffix(":")
      if colon { place.removeLast() }
      return .candidate(
        place: place, try wanted(&words, isStation: first == "station", colon: colon))
    default: throw words.unknown(first)
    }
  }

  /// `complete: keyboard, mouse, display card0-HDMI-A-1`; `colon` if the parts come at once.
  private static func wanted(
    _ words: inout RigWords, isStation: Bool, colon: Bool
  ) throws(RigError) -> Wanted {
    var wanted = Wanted(isStation: isStation, state: nil, parts: nil)
    var isList = colon
    if !colon, let word = words.next()?.text {
      isList = word.hasSuffix(":")
      let state = isList ? String(word.dropLast()) : word
      guard ["complete", "incomplete", "conflict"].contains(state) else {
        throw words.unknown(word)
      }
      wanted.state = state
    }
    guard isList else {
      try words.end()
      return wanted
    }
    var parts: [WantedPart] = []
    var isInside = false
    while var word = words.next()?.text {
      let ends = word.hasSuffix(",")
      if ends { word.removeLast() }
      if isInside, let last = parts.indices.last {
        guard parts[last].kind == .display, parts[last].name == nil else {
          throw words.unknown(word)
        }
        parts[last].name = word
      } else if word != "nothing" {
        guard let kind = PartKind(rawValue: word == "mouse" ? "pointer" : word) else {
          throw words.unknown(word)
        }
        parts.append(WantedPart(kind: kind, name: nil))
      }
      isInside = !ends
    }
    wanted.parts = parts
    return wanted
  }
}
