import StationModel
public import Words

extension Refusal {
  /// In the English of the journal.
  public var message: String { message(for: .plain) }

  /// What a greeter shows: which station, why and since when, and what to do. Three short lines.
  public func message(for reader: Reader) -> String {
    // A name that only repeats the number is left out.
    let name = StationName(
      number: station.number, name: Label.clean(station.name, limit: 40)
    ).text(in: reader.language)
    let lines: [String]
    switch reason {
    case .disabled(let disabled):
      let words = Label.clean(disabled.message ?? "", limit: Disabled.longestMessage)
      lines = [
        reader.text(
          .isClosed, ["Station": name.sentenceStart, "date": reader.date(disabled.since)]),
        words.isEmpty ? reader.text(.anAdministratorClosedIt) : words,
      ]
    case .unlicensed(let since, let cause):
      lines = [
        reader.text(.nobodyNew, ["station": name, "date": reader.date(since)]),
        reader.text(.whyUnlicensed(cause)),
      ]
    }
    let nextStep = Term.nextStep(at: station.kind)
    return (lines + [reader.text(nextStep)]).joined(separator: "\n")
  }
}

extension Term {
  fileprivate static func nextStep(at kind: StationKind) -> Term {
    kind == .network ? .askAnAdministrator : .useAnother
  }
}
