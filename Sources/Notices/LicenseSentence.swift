public import StationModel
import Words

/// A station's license state in words, for who asks about that station (`stationctl station show`).
public struct LicenseSentence: Sendable, Equatable {
  /// Without a capital and a full stop: "licensed by pack school-2026 until 2027-01-20 12:00 UTC".
  public var reason: String
  /// Nil if nothing needs doing.
  public var nextStep: String?

  /// `note` is what licensing adds for this station; `sources` are those that are not reachable. While
  /// maintenance is on, whether licenses are free is not why somebody has none.
  public init(
    _ state: LicenseState, note: String? = nil, mode: LicenseMode = .perDevice,
    sources: [SourceTrouble] = [], isMaintenance: Bool = false
  ) {
    switch state {
    case .licensed(let lease):
      reason = "licensed by pack \(lease.pack) until \(lease.expiresAt.utcText)"
    case .notNeeded(let why): reason = "needs no license: \(why)"
    case .grace(let until, let cause):
      let words = CauseWords(cause, mode, sources, isMaintenance: isMaintenance)
      reason =
        "\(words.title); may be used without a license until its grace ends on \(until.utcText)"
      nextStep = words.nextStep
    case .unlicensed(let since, let cause):
      let words = CauseWords(cause, mode, sources, isMaintenance: isMaintenance)
      reason = "\(words.title); without license or grace since \(since.utcText)"
      nextStep = words.nextStep
    case .over(let since, let users):
      let words = Wording(.over, [.station: .text(CauseWords.station)])
      reason =
        "\(words.summary.sentenceMiddle): \(Saying.have(users).text(for: .plain)) none; "
        + "without grace since \(since.utcText); nobody is refused for it"
      nextStep = words.nextStep
    }
    if let note, state.cause != nil {
      reason += "; \(clause(note).sentenceMiddle)"
    }
  }
}

/// A cause as the first part of a sentence about a station that needs no name. In English alone: what
/// `stationctl` prints is not translated.
private struct CauseWords {
  static let station = "this station"
  var title: String
  var nextStep: String

  init(
    _ cause: LicenseCause, _ mode: LicenseMode, _ sources: [SourceTrouble], isMaintenance: Bool
  ) {
    if isMaintenance, cause == .exhausted || cause == .expired {
      title = "\(Self.station) was given no license"
      nextStep =
        "Licenses are given again when maintenance ends. "
        + "To end it now: stationctl maintenance off"
      return
    }
    let wording: Wording =
      switch cause {
      case .unconfigured: Wording(.unconfigured, [:])
      case .unreachable: Wording(.unreachable(sources.inOrder))
      case .exhausted where mode == .perUser:
        Wording(.exhaustedForPeople, [.station: .text(Self.station)])
      case .exhausted: Wording(.exhausted, [.station: .text(Self.station)])
      case .expired: Wording(.expired, [.station: .text(Self.station)])
      }
    title = wording.summary.sentenceMiddle
    nextStep = wording.nextStep
  }
}

extension String {
  /// Without the capital first letter of a sentence.
  fileprivate var sentenceMiddle: String { prefix(1).lowercased() + dropFirst() }
}
