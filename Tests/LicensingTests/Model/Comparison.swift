import Licensing
import StationModel

/// The decision of the real rules beside the model's.
struct Comparison {
  private let input: LicensingInput
  private let decision: LicensingDecision
  private let ledger: MiniLedger

  init(_ input: LicensingInput, _ decision: LicensingDecision, _ ledger: MiniLedger) {
    self.input = input
    self.decision = decision
    self.ledger = ledger
  }

  func difference(from model: ReferenceModel.Verdict) -> String? {
    let renewed = Set(
      decision.changes.compactMap { change -> Holder? in
        if case .lease(let lease, isRenewal: true) = change { lease.holder } else { nil }
      })
    return differs("leases", ledger.leases, model.leases)
      ?? differs("states", decision.states, model.states)
      ?? differs("graces", ledger.graces, model.graces)
      ?? differs("standings", ledger.standings, model.standings)
      ?? differs("renewals", renewed, model.renewed)
      ?? differs("pool", decision.pool, model.pool)
      ?? differs("order", decision.order, model.order)
      ?? differs("people", decision.people, model.people)
      ?? differs("notes", decision.notes, model.notes)
  }

  /// Where two decisions differ.
  static func text(
    _ one: LicensingDecision, _ other: LicensingDecision, of input: LicensingInput
  ) -> String {
    let comparison = Comparison(input, other, MiniLedger())
    return comparison.differs("states", one.states, other.states)
      ?? comparison.differs("pool", one.pool, other.pool)
      ?? comparison.differs("order", one.order, other.order)
      ?? comparison.differs("notes", one.notes, other.notes)
      ?? comparison.differs("changes", one.changes, other.changes)
      ?? "\(one)\ninstead of\n\(other)"
  }

  private func differs<T: Equatable>(_ what: String, _ real: T, _ model: T) -> String? {
    real == model
      ? nil
      : "\(what) at \(input.now.iso)\nreal:  \(real)\nmodel: \(model)\nof \(text)"
  }

  private func differs<Key: Hashable, T: Equatable>(
    _ what: String, _ real: [Key: T], _ model: [Key: T]
  ) -> String? {
    guard real != model else { return nil }
    var lines: [String] = []
    for key in Set(real.keys).union(model.keys) where real[key] != model[key] {
      lines.append(
        "\(key)\n  real:  \(short(real[key]))\n  model: \(short(model[key]))")
    }
    return "\(what) at \(input.now.iso)\n\(lines.joined(separator: "\n"))\nof \(text)"
  }

  private func short<T>(_ value: T?) -> String { value.map { "\($0)" } ?? "none" }

  /// The input, as short as it can be said.
  private var text: String {
    var lines = ["mode \(input.mode), terms \(input.terms)"]
    for station in input.stations {
      let record = station.record
      lines.append(
        "\(record.key) number \(record.number) \(record.kind) priority \(record.priority) "
          + "since \(record.enrolledAt.iso) labels \(record.labels) \(station.need) "
          + "absent \(record.absentSince?.iso ?? "no") users \(station.users)")
    }
    for source in input.sources {
      lines.append("source \(source.name) \(source.state)")
      for pack in source.packs {
        lines.append(
          "  pack \(pack.id) \(pack.kind) \(pack.licenses(of: .device)) device "
            + "\(pack.licenses(of: .user)) user, covers \(pack.coverage.map(\.rawValue).sorted()), "
            + "\(pack.validFrom.iso) to \(pack.validUntil?.iso ?? "ever"), added \(pack.addedAt.iso)"
            + " replaces \(pack.replaces) \(source.untrusted[pack.id] ?? "") "
            + (source.refused[pack.id] ?? ""))
      }
    }
    for lease in input.leases {
      lines.append(
        "lease \(lease.holder) \(lease.pack) \(lease.grantedAt.iso) to \(lease.expiresAt.iso)")
    }
    for item in input.reservations { lines.append("\(item)") }
    for item in input.revocations {
      lines.append("revoked \(item.holder) \(item.pack) until \(item.until.iso)")
    }
    for item in input.graces {
      lines.append(
        "grace \(item.subject) \(item.startedAt.iso) to \(item.deadline.iso)"
          + " ended \(item.endedAt?.iso ?? "no")")
    }
    lines.append("changes:")
    lines += decision.changes.map { "  \($0)" }
    return lines.joined(separator: "\n")
  }
}
