import StationModel
import Words

/// What a notice says: without any language, and in the English of the journal.
struct Wording: Sendable, Equatable {
  let sayings: NoticeSayings
  let summary: String
  let body: String
  let nextStep: String

  init(_ sayings: NoticeSayings) {
    self.sayings = sayings
    let text = sayings.text(for: .plain)
    summary = text.summary
    body = text.body
    nextStep = text.nextStep
  }

  init(_ circumstance: Circumstance, _ fillings: [Slot: Filling]) {
    self.init(NoticeSayings(circumstance, fillings))
  }

  static func plugin(_ trouble: PluginTrouble) -> Wording {
    Wording(.pluginFailed, [.plugin: .oneLine(trouble.name), .why: .oneLine(trouble.why)])
  }

  static func unwell(_ ailment: PluginAilment) -> Wording {
    Wording(
      .pluginUnwell,
      [
        .plugin: .oneLine(ailment.name), .date: .date(ailment.since),
        .why: .clause(ailment.why, limit: 300),
      ])
  }

  /// All that is wrong with the ledger in one notice, the worst first.
  static func ledger(_ troubles: [LedgerTrouble]) -> Wording {
    var all: [NoticeSayings] = []
    for trouble in troubles {
      var sayings = NoticeSayings(
        Circumstance(trouble.kind), [.found: .clause(trouble.message, limit: 600)])
      if let step = trouble.nextStep {
        sayings.nextSteps = [Saying(.asSaid, [.what: .text(Label.clean(step, limit: 300))])]
      }
      all.append(sayings)
    }
    guard var whole = all.first else { return Wording(.ledgerRestored, [.found: .text("")]) }
    // Several kinds have the same step in the table.
    var steps: [String: Saying] = [:]
    whole.nextSteps = all.flatMap(\.nextSteps).filter { step in
      steps.updateValue(step, forKey: step.text(for: .plain)) == nil
    }
    whole.body = all.flatMap(\.body)
    return Wording(whole)
  }

  static func clock(_ trouble: ClockTrouble) -> Wording {
    var words: [Slot: Filling] = [:]
    switch trouble {
    case .behind(let by), .ahead(let by): words = [.length: .length(by)]
    case .jumped(let by, let at):
      words = [.length: .length(by), .way: by.way, .date: .date(at)]
    case .corrected(let by): words = [.length: .length(by), .way: by.way]
    }
    return Wording(Circumstance(trouble), words)
  }

  static func pack(_ pack: EndingPack, hasEnded: Bool, raisedAt: Timestamp) -> Wording {
    Wording(
      hasEnded ? .packEnded : .packEnding,
      [
        .pack: .oneLine(pack.id), .issuer: .oneLine(pack.issuer), .date: .date(pack.end),
        .length: .length(pack.end - raisedAt), .held: .saying(.count(.held, pack.held)),
        .short: .saying(.count(.short, pack.short)),
      ])
  }

  static func untrusted(_ pack: UntrustedPack) -> Wording {
    Wording(.untrusted, [.pack: .oneLine(pack.pack), .why: .clause(pack.why)])
  }
}

extension Span {
  fileprivate var way: Filling { .phrase(milliseconds < 0 ? .back : .forward) }
}
