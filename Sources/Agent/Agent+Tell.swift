import Ledger
import Logging
import StationModel

/// Every change that was written down is one line of the log, with the station's number and key.
extension Agent {
  func tell(_ change: Change, _ find: (StationKey) -> Enrolled?) {
    switch change {
    case .station(let record, let event):
      say(.notice, event.rawValue, record.key, find)
    case .move(let old, let record, let event):
      say(.notice, "\(event.rawValue) from \(old)", record.key, find)
    case .renumber(let records):
      for record in records { say(.notice, "renumbered", record.key, find) }
    case .ignore(let word): say(.notice, "ignored from now on", word.key, find)
    case .heed(let key): say(.notice, "no longer ignored", key, find)
    case .distrust(let mark):
      log.notice(
        "two devices \(mark.model) have the serial number \(Label.clean(mark.serial, limit: 60)) at once: it tells nothing"
      )
    case .forget(let key): say(.notice, "forgotten", key, find)
    case .maintenance(let maintenance):
      log.notice("maintenance \(maintenance.map(\.onWords) ?? "is over")")
    case .mode(let mode): log.notice("license mode: \(mode.rawValue)")
    case .addPack(let pack, _):
      log.notice(
        "pack \(pack.id) of \(pack.issuer) added: \(pack.count) license\(pack.count == 1 ? "" : "s")"
      )
    case .removePack(let id, let count):
      log.notice(
        "pack \(id): \(count.map { "\($0) license\($0 == 1 ? "" : "s")" } ?? "all of it") removed")
    case .convertPack(let id, let count):
      log.notice("pack \(id): of the other kind now: \(count) license\(count == 1 ? "" : "s")")
    case .lease(let lease, let isRenewal):
      let what = isRenewal ? "license renewed" : "licensed"
      say(
        .notice, "\(what) by pack \(lease.pack) until \(lease.expiresAt.utcText)", lease.holder,
        find)
    case .release(let holder, let why): say(.notice, "license released: \(why)", holder, find)
    case .revoke(let revocation):
      say(
        .notice,
        "license of pack \(revocation.pack) revoked, which counts until "
          + revocation.until.utcText, revocation.holder, find)
    case .reserve(let words):
      log.notice(
        "\(words.least) license\(words.least == 1 ? "" : "s") kept for label \(words.label)\(words.most.map { ", at most \($0)" } ?? "")"
      )
    case .unreserve(let label): log.notice("nothing is kept for label \(label) any more")
    case .grace(let clock): tellGrace(clock, find)
    case .extend(let more):
      let text = "grace extended until \(more.until.utcText): \(more.reason)"
      switch more.subject {
      case .host: log.notice("host \(text)")
      case .station(let key): say(.notice, text, key, find)
      }
    // The lease, the grace or the notice says it.
    case .standing: break
    case .clockMoved(let span):
      log.notice(
        "the clock was put right by \(span.words); graces keep the time that they have left")
    case .notice(let notice):
      let level: Logger.Level = notice.severity == .info ? .info : .warning
      log.log(level: level, "\(notice.body) \(notice.nextStep)")
    case .closeNotice(let id, let why): log.info("notice \(id) closed: \(why)")
    // Said where it is done, with what to do next.
    case .powerCycled: break
    case .told, .forgetTellings, .mute, .unmute: break
    }
  }

  private func tellGrace(_ clock: GraceClock, _ find: (StationKey) -> Enrolled?) {
    switch (clock.subject, clock.endedAt) {
    case (.host, nil): log.notice("host grace until \(clock.deadline.utcText)")
    case (.host, let end?): log.notice("host grace ended at \(end.utcText)")
    case (.station(let key), _): say(.notice, "grace until \(clock.deadline.utcText)", key, find)
    }
  }

  private func say(
    _ level: Logger.Level, _ text: String, _ holder: Holder, _ find: (StationKey) -> Enrolled?
  ) {
    switch holder {
    case .station(let key): say(level, text, key, find)
    case .user(let name):
      log.log(
        level: level, "\(Label.clean(name, limit: 64)): \(text)", metadata: ["user": "\(name)"])
    }
  }

  private func say(
    _ level: Logger.Level, _ text: String, _ key: StationKey, _ find: (StationKey) -> Enrolled?
  ) {
    let record = find(key)
    let number = record.map { String($0.number) } ?? "-"
    // journalctl shows the text and not the fields.
    let subject = record.map { "station \(number) (\($0.name))" } ?? "\(key)"
    log.log(
      level: level, "\(subject): \(text)", metadata: ["number": "\(number)", "key": "\(key)"])
  }
}

extension Maintenance {
  fileprivate var onWords: String {
    "is on\(until.map { " until \($0.utcText)" } ?? ""): no new licenses are given, and notices about "
      + "licenses wait"
  }
}
