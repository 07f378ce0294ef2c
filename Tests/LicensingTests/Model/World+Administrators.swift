import Licensing
import StationModel

/// What administrators ask for, each compared with what the rules say about it.
extension World {
  mutating func revokeLease(_ index: Int) -> String? {
    let holders = ledger.leases.keys.sorted()
    guard !holders.isEmpty else { return nil }
    let holder = holders[index % holders.count]
    let input = input
    do {
      let revocation = try revoke(holder, in: input)
      guard let lease = ledger.leases[holder] else { return "revoked what nobody holds" }
      if let limit = limit(lease) { return "revoked beyond the limit \(limit)" }
      let end = ReferenceModel(input).end(of: lease)
      guard revocation.until <= lease.expiresAt, revocation.until >= end else {
        return "a revocation until \(revocation.until.iso), not \(end.iso)"
      }
      // The same at the same moment is the same.
      if !ledger.revocations.contains(revocation) { ledger.revocations.append(revocation) }
      ledger.leases[holder] = nil
    } catch {
      return refusalProblem(error, holder)
    }
    return nil
  }

  /// What is wrong with a refusal.
  private func refusalProblem(_ refusal: RevocationRefusal, _ holder: Holder) -> String? {
    switch refusal {
    case .limit(_, _, let revoked, let again):
      guard let lease = ledger.leases[holder], let limit = limit(lease) else {
        return "no license of \(holder) was revoked although that is within the limit"
      }
      // Possible again at that moment, and not before.
      let ends = standing(lease.pack, at: now).map(\.until)
      guard revoked == ends.count else { return "\(revoked) stand revoked, not \(ends.count)" }
      guard ends.filter({ $0 > again }).count < limit, ends.filter({ $0 >= again }).count >= limit
      else { return "possible again at \(again.iso), but the ends are \(ends.map(\.iso))" }
    case .off:
      guard terms.revocationCap == 0 else { return "revocations are not off" }
    case .sourceNotReachable:
      guard !ReferenceModel(input).isEverySourceReachable else { return "the source is reachable" }
    case .noLease:
      guard let lease = ledger.leases[holder] else { return nil }
      let model = ReferenceModel(input)
      let isListed = model.offer(lease.pack) != nil
      if isListed, now < model.end(of: lease) { return "\(holder) does hold a license" }
    }
    return nil
  }

  private func standing(_ pack: String, at time: Timestamp) -> [Revocation] {
    ledger.revocations.filter { $0.pack == pack && time < $0.until }
  }

  /// The limit, if it is reached.
  private func limit(_ lease: Lease) -> Int? {
    guard let pack = ReferenceModel(input).offer(lease.pack)?.pack else { return nil }
    let percent = pack.licenses(of: lease.holder.kind) * terms.revocationCap / 100
    let limit = max(1, percent)
    return standing(pack.id, at: now).count >= limit ? limit : nil
  }

  /// The most by which one grace may be extended in all.
  static let mostExtension = Span.days(60)

  mutating func extendGrace(_ index: Int, _ days: Int) -> String? {
    let subjects: [GraceClock.Subject] =
      [.host] + (0..<places).map { .station(Self.key($0)) }
    let subject = subjects[index % subjects.count]
    let grace = ledger.graces[subject]
    let used = grace?.extendedBy.milliseconds ?? 0
    let span = Span.days(Int64(days))
    let isAllowed =
      grace != nil && grace?.endedAt == nil && days > 0
      && used + span.milliseconds <= Self.mostExtension.milliseconds
    do {
      let extended = try extend(
        grace, subject: subject, by: span, limit: Self.mostExtension, reason: "exams", now: now)
      guard isAllowed, var clock = grace else { return "extended what may not be: \(subject)" }
      guard extended.until == max(clock.deadline, now) + span, extended.by == span else {
        return "extended to \(extended.until.iso) by \(extended.by.words)"
      }
      clock.extendedTo = extended.until
      clock.extendedBy = Span(milliseconds: used + span.milliseconds)
      ledger.graces[subject] = clock
    } catch {
      if isAllowed { return "not extended: \(error.message)" }
    }
    return nil
  }

  mutating func convertLicenses(_ index: Int, _ count: Int) -> String? {
    guard let (source, place) = pack(index) else { return nil }
    let pack = sources[source].packs[place]
    guard ReferenceModel(input).offers.contains(where: { $0.pack == pack && $0.source == source })
    else { return nil }
    let kind: LicenseKind = index % 2 == 0 ? .user : .device
    let issued = ledger.leases.values.filter {
      $0.pack == pack.id && $0.holder.kind == kind.other
    }.count
    let isAllowed =
      pack.isConvertible && count > 0 && count <= pack.licenses(of: kind.other) - issued
    do {
      let before = LicenseKind.allCases.map { pack.licenses(of: $0) }
      let converted = try convert(pack.id, count: count, to: kind, in: input)
      sources[source].packs[place].converted = converted
      let after = LicenseKind.allCases.map { sources[source].packs[place].licenses(of: $0) }
      guard isAllowed else { return "converted \(count) of \(pack.id)" }
      let change = kind == .device ? count : -count
      guard after == [before[0] + change, before[1] - change] else {
        return "\(count) converted: \(before) became \(after)"
      }
    } catch {
      if isAllowed { return "not converted: \(error.message)" }
    }
    return nil
  }
}
