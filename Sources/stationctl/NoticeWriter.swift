import AgentInterface
import LocalReader
import StationModel
import Words

/// Notices as their reader reads them. In the locale C that is what the agent itself says: words of
/// closed lists, and times in UTC.
struct NoticeWriter {
  let reader: Reader
  private let isPlain: Bool

  static var own: NoticeWriter {
    NoticeWriter(locale: Reader.ownLocale, secondsFromUTC: Reader.localOffset)
  }

  init(locale: String, secondsFromUTC: @escaping @Sendable (Timestamp) -> Int) {
    isPlain = ["C", "POSIX"].contains(locale.prefix { $0 != "." && $0 != "@" })
    reader = isPlain ? .plain : Reader(locale: locale, secondsFromUTC: secondsFromUTC)
  }

  // MARK: Notices

  /// For a list.
  func fields(of notice: NoticeView) -> [(String, String)] {
    let texts = texts(of: notice)
    return [
      (reader.text(.fieldNotice), texts.summary),
      (reader.text(.fieldSeverity), severity(of: notice) + ", " + stage(of: notice)),
      (reader.text(.fieldWhat), texts.body),
      (reader.text(.fieldUntil), notice.deadline.map { date($0) } ?? ""),
      (reader.text(.fieldNextStep), texts.nextStep),
      (reader.text(.fieldFor), audience(notice.audience)),
    ] + delivery(of: notice) + [(reader.text(.fieldId), notice.id)]
  }

  func allFields(of notice: NoticeView) -> [(String, String)] {
    let texts = texts(of: notice)
    let told = notice.told.map(line).joined(separator: "\n")
    return [
      (reader.text(.fieldNotice), texts.summary),
      (reader.text(.fieldSeverity), severity(of: notice)),
      (reader.text(.fieldStage), stage(of: notice)),
      (reader.text(.fieldCause), notice.cause),
      (reader.text(.fieldStation), notice.station.map { String($0) } ?? ""),
      (reader.text(.fieldWhat), texts.body),
      (reader.text(.fieldSince), date(notice.raisedAt)),
      (reader.text(.fieldUntil), notice.deadline.map { date($0) } ?? ""),
      (reader.text(.fieldNextStep), texts.nextStep),
      (reader.text(.fieldFor), audience(notice.audience)),
      (reader.text(.fieldTold), told.isEmpty ? reader.text(.nobodyTold) : told),
    ] + delivery(of: notice) + [
      (reader.text(.fieldCommands), commands(for: notice).joined(separator: "\n")),
      (reader.text(.fieldId), notice.id),
    ]
  }

  /// For `status`, without the station's own lines.
  func lines(of notice: NoticeView) -> [String] {
    let texts = texts(of: notice)
    var lines = ["[\(severity(of: notice))] \(texts.summary)", "  \(texts.body)"]
    if !texts.nextStep.isEmpty { lines.append("  \(texts.nextStep)") }
    for (name, value) in delivery(of: notice) where !value.isEmpty {
      for part in value.split(separator: "\n") {
        lines.append("  " + reader.text(.named, ["name": name, "value": String(part)]))
      }
    }
    return lines
  }

  func summary(of notice: NoticeView) -> String { texts(of: notice).summary }

  private func texts(of notice: NoticeView) -> NoticeText {
    reader.notice(
      notice.words,
      english: NoticeText(
        summary: notice.summary, body: notice.body, nextStep: notice.nextStep))
  }

  /// Whom it did not reach, and whom it is kept from; empty where that is nobody.
  private func delivery(of notice: NoticeView) -> [(String, String)] {
    let missed = notice.undelivered.map { one in
      clean(one.user, limit: 64) + (one.why.isEmpty ? "" : " (\(clean(one.why, limit: 300)))")
    }
    return [
      (reader.text(.fieldUndelivered), missed.joined(separator: "\n")),
      (reader.text(.fieldMuted), muted(notice).joined(separator: "\n")),
    ]
  }

  private func muted(_ notice: NoticeView) -> [String] {
    func line(_ audience: String, _ until: WireTime) -> String {
      reader.text(.audienceUntil, ["audience": self.audience(audience), "date": date(until)])
    }
    let (administrators, people) = (notice.mutedForAdministrators, notice.mutedForPeople)
    if let administrators, administrators == people { return [line("everyone", administrators)] }
    return [
      administrators.map { line("administrators", $0) }, people.map { line("people", $0) },
    ].compactMap { $0 }
  }

  private func line(_ told: ToldView) -> String {
    if told.way == "hook", told.state != "failed" {
      let what = Recipient(text: told.recipient) == .mail ? Term.mailWent : .programRan
      return reader.text(
        .toldByHook,
        [
          "who": recipient(told.recipient), "what": reader.text(what), "date": date(told.at),
        ])
    }
    var line = reader.text(
      .toldLine,
      [
        "who": recipient(told.recipient), "state": reader.text(.state(told.state)),
        "way": reader.text(.way(told.way)), "date": date(told.at),
      ])
    if let again = told.again { line += reader.text(.toldAgain, ["date": date(again)]) }
    return line
  }

  private func recipient(_ text: String) -> String {
    switch Recipient(text: text) {
    case .user(let name): clean(name, limit: 64)
    case .program: reader.text(.recipientProgram)
    case .mail: reader.text(.recipientMail)
    case nil: clean(text, limit: 64)
    }
  }

  private func commands(for notice: NoticeView) -> [String] {
    let isMuted = notice.mutedForAdministrators != nil || notice.mutedForPeople != nil
    let station = notice.actions.filter { $0 == "enroll" || $0 == "ignore" }
    return station.map { "stationctl station \($0) \(shellWord(notice.subject))" } + [
      "stationctl notice dismiss \(shellWord(notice.id))",
      isMuted
        ? "stationctl notice unmute \(notice.cause)"
        : "stationctl notice mute \(notice.cause) --for 14d",
    ]
  }

  // MARK: Mutes

  var muteHeaders: [String] {
    [Term.fieldCause, .fieldFor, .fieldSince, .fieldUntil, .fieldBy].map {
      reader.text($0).uppercased()
    }
  }

  func sentence(about mute: MuteView) -> String {
    reader.text(
      .mutedUntil,
      [
        "cause": mute.cause, "audience": reader.text(.audience(mute.audience)),
        "date": date(mute.until),
      ])
  }

  // MARK: Words

  func audience(_ raw: String) -> String { isPlain ? raw : reader.text(.audience(raw)) }

  private func severity(of notice: NoticeView) -> String {
    isPlain ? notice.severity : reader.text(.severity(notice.severity))
  }

  private func stage(of notice: NoticeView) -> String {
    isPlain ? notice.stage : reader.text(.stage(notice.stage))
  }

  /// `-` if there is none.
  func date(_ time: WireTime?) -> String { time.map { reader.date($0.time) } ?? "-" }
}
