import StationModel

/// What notices about hardware say.
extension Wording {
  static func candidate(_ question: CandidateQuestion) -> Wording {
    let label = oneLine(question.label)
    let key = question.key.text
    let enroll = "stationctl station enroll \(key)"
    let ignore = "stationctl station ignore \(key)"
    if let first = question.mayBe.first {
      let names = StationName.text(question.mayBe.map { StationName($0) })
      let others = question.mayBe.count == 1 ? "It is" : "They are"
      return Wording(
        summary: "Is \"\(label)\" \(names) in another socket?",
        body: "\"\(label)\" is plugged in at \(key) and looks like \(names). \(others) gone. "
          + "It has no serial number by which to tell.",
        nextStep: "If it is: stationctl station moved \(first.number) \(key). "
          + "If it is a new station: \(enroll). If it is none: \(ignore)")
    }
    let lacks =
      question.missing.isEmpty
      ? "" : " It has no \(question.missing.map(\.rawValue).joined(separator: " and no ")) yet."
    let doubt =
      question.why.map { " Nothing decides whether it is a station: \(sentence($0))." } ?? ""
    let cure =
      question.missing == [.display]
      ? "Give it a display: stationctl station bind \(key) DISPLAY. Without one: \(enroll)"
      : "Make it one: \(enroll)"
    return Wording(
      summary: "\"\(label)\" could be a station",
      body: "A hub with a keyboard is plugged in at \(key): \"\(label)\".\(lacks)\(doubt)",
      nextStep: "\(cure). Or leave it alone: \(ignore)")
  }

  static func flapping(_ flapping: Flapping, station: StationName?) -> Wording {
    let name = station?.text ?? "\"\(oneLine(flapping.label))\" at \(flapping.key)"
    let target = station.map { String($0.number) } ?? flapping.key.text
    return Wording(
      summary: "\(name.sentenceStart) keeps coming and going",
      body: "The \(part(flapping.what)) of \(name) went away again and again, "
        + "as was noticed at \(flapping.since.utcText). Until it is steady again, nothing more is "
        + "written down about its coming and going, and its license stays.",
      nextStep: "Check its cable, its power supply and its socket, or try another one. "
        + "What is seen of it: stationctl station show \(target)")
  }

  /// The kind and the name that its maker gave it.
  private static func part(_ text: String) -> String { oneLine(text) }

  /// From topology, as long as it is: it says what is not known.
  private static func sentence(_ text: String) -> String { Label.clean(text, limit: 300) }
}
