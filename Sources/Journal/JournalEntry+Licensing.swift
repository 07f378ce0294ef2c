import StationModel

extension JournalEntry {
  /// Licenses, graces, maintenance and the clock; nil for other changes.
  static func ofLicensing(_ change: Change, _ context: JournalContext) -> JournalEntry? {
    switch change {
    case .mode(let mode):
      return JournalEntry(
        .modeSet, .notice, "license mode: \(mode.rawValue)", [.mode: mode.rawValue])
    case .addPack, .removePack, .convertPack: return ofPack(change)
    case .lease(let lease, let isRenewal):
      return JournalEntry(
        isRenewal ? .leaseRenewed : .leaseGiven, .notice,
        "\(isRenewal ? "license renewed" : "licensed") by pack \(lease.pack) until "
          + lease.expiresAt.utcText, holder: lease.holder, context,
        [.pack: lease.pack, .until: lease.expiresAt.iso])
    case .release(let holder, let why):
      return JournalEntry(
        .leaseReleased, .notice, "license released: \(why)", holder: holder, context, [.why: why])
    case .revoke(let revocation):
      return JournalEntry(
        .leaseRevoked, .notice,
        "license of pack \(revocation.pack) revoked, which counts until "
          + revocation.until.utcText, holder: revocation.holder, context,
        [.pack: revocation.pack, .until: revocation.until.iso])
    case .reserve(let words):
      let most = words.most.map { ", at most \($0)" } ?? ""
      return JournalEntry(
        .reservationSet, .notice,
        "\(licenses(words.least)) kept for label \(words.label)\(most)",
        [.label: words.label, .count: String(words.least)])
    case .unreserve(let label):
      return JournalEntry(
        .reservationEnded, .notice, "nothing is kept for label \(label) any more",
        [.label: label])
    case .grace(let clock): return ofGrace(clock, context)
    case .extend(let more):
      let fields: [JournalField: String] = [.until: more.until.iso, .why: more.reason]
      let text = "grace extended until \(more.until.utcText): \(more.reason)"
      switch more.subject {
      case .host:
        return JournalEntry(
          .graceExtended, .notice, "host \(text)",
          fields.merging([.holder: "the host"]) { $1 })
      case .station(let key):
        return JournalEntry(
          .graceExtended, .notice, text, holder: .station(key), context, fields)
      }
    case .standing(let key, let standing):
      let cause = standing.cause.map { " (\($0.rawValue))" } ?? ""
      var fields: [JournalField: String] = [.state: standing.state]
      fields[.cause] = standing.cause?.rawValue
      return JournalEntry(
        .standingChanged, .info, "license state: \(standing.state)\(cause)", of: key,
        context.station(key), fields)
    case .maintenance(let maintenance):
      guard let maintenance else {
        return JournalEntry(.maintenanceEnded, .notice, "maintenance is over")
      }
      var fields: [JournalField: String] = [:]
      fields[.until] = maintenance.until?.iso
      let until = maintenance.until.map { " until \($0.utcText)" } ?? ""
      return JournalEntry(
        .maintenanceBegun, .notice,
        "maintenance is on\(until): no new licenses are given, and notices about licenses wait",
        fields)
    case .clockMoved(let span):
      return JournalEntry(
        .clockCorrected, .notice,
        "the clock was put right by \(span.words); graces keep the time that they have left",
        [.span: span.words])
    default: return nil
    }
  }

  private static func ofPack(_ change: Change) -> JournalEntry? {
    switch change {
    case .addPack(let pack, _):
      return JournalEntry(
        .packAdded, .notice, "pack \(pack.id) of \(pack.issuer) added: \(licenses(pack.count))",
        [.pack: pack.id, .count: String(pack.count)])
    case .removePack(let id, let count):
      var fields: [JournalField: String] = [.pack: id]
      fields[.count] = count.map(String.init)
      return JournalEntry(
        .packRemoved, .notice, "pack \(id): \(count.map(licenses) ?? "all of it") removed", fields)
    case .convertPack(let id, let count):
      return JournalEntry(
        .packConverted, .notice, "pack \(id): of the other kind now: \(licenses(count))",
        [.pack: id, .count: String(count)])
    default: return nil
    }
  }

  private static func ofGrace(_ clock: GraceClock, _ context: JournalContext) -> JournalEntry {
    switch (clock.subject, clock.endedAt) {
    case (.host, nil):
      return JournalEntry(
        .graceBegun, .notice, "host grace until \(clock.deadline.utcText)",
        [.holder: "the host", .until: clock.deadline.iso])
    case (.host, let end?):
      return JournalEntry(
        .graceEnded, .notice, "host grace ended at \(end.utcText)",
        [.holder: "the host", .until: end.iso])
    case (.station(let key), let end):
      let date = end ?? clock.deadline
      return JournalEntry(
        end == nil ? .graceBegun : .graceEnded, .notice,
        end == nil ? "grace until \(date.utcText)" : "grace ended at \(date.utcText)",
        holder: .station(key), context, [.until: date.iso])
    }
  }

  /// About whoever holds a license.
  private init(
    _ event: JournalEvent, _ level: Level, _ text: String, holder: Holder,
    _ context: JournalContext, _ fields: [JournalField: String]
  ) {
    switch holder {
    case .station(let key):
      let record = context.station(key)
      let name = record.map { "station \($0.number) (\($0.name))" } ?? key.text
      self.init(
        event, level, text, of: key, record, fields.merging([.holder: name]) { $1 })
    case .user(let name):
      let shown = Label.clean(name, limit: 64)
      self.init(
        event, level, "\(shown): \(text)",
        fields.merging([.user: shown, .holder: shown]) { $1 })
    }
  }

  private static func licenses(_ count: Int) -> String {
    "\(count) license\(count == 1 ? "" : "s")"
  }
}
