import StationModel

/// What a notice says: the words of the table, filled in.
struct Wording: Sendable, Equatable {
  var summary: String
  var body: String
  var nextStep: String
}

extension Wording {
  init(_ circumstance: Circumstance, _ words: [Slot: String]) {
    let templates = circumstance.templates
    summary = templates.title.filled(words)
    body = templates.message.filled(words)
    nextStep = templates.nextStep.filled(words)
  }

  static func plugin(_ trouble: PluginTrouble) -> Wording {
    Wording(.pluginFailed, [.plugin: oneLine(trouble.name), .why: oneLine(trouble.why)])
  }

  static func unwell(_ ailment: PluginAilment) -> Wording {
    Wording(
      .pluginUnwell,
      [
        .plugin: oneLine(ailment.name), .date: ailment.since.utcText,
        .why: Phrase.clause(ailment.why, limit: 300),
      ])
  }

  /// All that is wrong with the ledger in one notice, the worst first.
  static func ledger(_ troubles: [LedgerTrouble]) -> Wording {
    var wordings: [Wording] = []
    for trouble in troubles {
      var wording = Wording(
        Circumstance(trouble.kind), [.found: Phrase.clause(trouble.message, limit: 600)])
      if let step = trouble.nextStep { wording.nextStep = Label.clean(step, limit: 300) }
      wordings.append(wording)
    }
    var steps: [String] = []
    for wording in wordings where !steps.contains(wording.nextStep) {
      steps.append(wording.nextStep)
    }
    return Wording(
      summary: wordings.first?.summary ?? "",
      body: wordings.map(\.body).joined(separator: " "), nextStep: steps.joined(separator: ". "))
  }

  static func clock(_ trouble: ClockTrouble) -> Wording {
    var words: [Slot: String] = [:]
    switch trouble {
    case .behind(let by), .ahead(let by): words = [.length: by.words]
    case .jumped(let by, let at):
      words = [.length: by.words, .way: by.way, .date: at.utcText]
    case .corrected(let by): words = [.length: by.words, .way: by.way]
    }
    return Wording(Circumstance(trouble), words)
  }

  static func pack(_ pack: EndingPack, hasEnded: Bool, raisedAt: Timestamp) -> Wording {
    Wording(
      hasEnded ? .packEnded : .packEnding,
      [
        .pack: oneLine(pack.id), .issuer: oneLine(pack.issuer), .date: pack.end.utcText,
        .length: (pack.end - raisedAt).words, .held: Phrase.held(pack.held),
        .short: Phrase.short(pack.short),
      ])
  }

  static func untrusted(_ pack: UntrustedPack) -> Wording {
    Wording(.untrusted, [.pack: oneLine(pack.pack), .why: Phrase.clause(pack.why)])
  }
}

extension Span {
  fileprivate var way: String { milliseconds < 0 ? "back" : "forward" }
}
