public import StationModel

extension JournalEntry {
  /// What is told, to whom, and what is muted; nil for other changes.
  static func ofNotice(_ change: Change, _ context: JournalContext) -> JournalEntry? {
    switch change {
    case .notice(let notice):
      let event: JournalEvent =
        switch context.formerNotice(notice.id) {
        case nil: .noticeRaised
        case let former? where former.stage == notice.stage: .noticeChanged
        case .some: .noticeAdvanced
        }
      return JournalEntry(
        event, notice.severity == .info ? .info : .warning, "\(notice.body) \(notice.nextStep)",
        fields(of: notice))
    case .closeNotice(let id, let why):
      var fields = context.formerNotice(id).map(fields(of:)) ?? [:]
      fields[.notice] = id.text
      fields[.cause] = id.cause
      fields[.why] = why
      // It was about what is solved now.
      fields[.nextStep] = nil
      return JournalEntry(.noticeSolved, .info, "notice \(id) closed: \(why)", fields)
    case .told(let telling):
      let what = telling.state == .failed ? "could not be told" : "was told"
      return JournalEntry(
        .noticeTold, .debug,
        "\(telling.recipient.text) \(what) notice \(telling.notice), \(telling.stage.rawValue), by "
          + "\(telling.way.rawValue): \(telling.state.rawValue)",
        [
          .notice: telling.notice.text, .cause: telling.notice.cause,
          .stage: telling.stage.rawValue, .recipient: telling.recipient.text,
          .way: telling.way.rawValue, .state: telling.state.rawValue,
        ])
    case .forgetTellings(let time):
      return JournalEntry(
        .tellingsForgotten, .debug,
        "who was told what is no longer remembered where it ended before \(time.utcText)",
        [.until: time.iso])
    case .mute(let mute):
      return JournalEntry(
        .causeMuted, .notice,
        "notices of cause \(mute.cause) are not told to \(mute.audience.rawValue) until "
          + "\(mute.until.utcText), as user \(mute.user) asked",
        [
          .cause: mute.cause, .audience: mute.audience.rawValue, .until: mute.until.iso,
          .user: String(mute.user),
        ])
    case .unmute(let cause, let audience):
      return JournalEntry(
        .causeUnmuted, .notice,
        "notices of cause \(cause) are told to \(audience.rawValue) again",
        [.cause: cause, .audience: audience.rawValue])
    default: return nil
    }
  }

  /// Somebody who should have been told was not reached.
  ///
  /// - Parameter why: as the rest of a sentence.
  public static func undelivered(_ notice: Notice, to user: String, why: String) -> JournalEntry {
    let name = Label.clean(user, limit: 64)
    return JournalEntry(
      .noticeUndelivered, .info, "notice \(notice.id) was not delivered to \(name): \(why)",
      fields(of: notice).merging([.user: name, .why: why]) { $1 })
  }

  /// The fields that say which notice it is, and what it says.
  static func fields(of notice: Notice) -> [JournalField: String] {
    var fields: [JournalField: String] = [
      .notice: notice.id.text, .cause: notice.id.cause, .stage: notice.stage.rawValue,
      .severity: notice.severity.rawValue, .audience: notice.audience.rawValue,
      .summary: notice.summary, .nextStep: notice.nextStep,
    ]
    fields[.deadline] = notice.deadline?.iso
    fields[.number] = notice.stationNumber.map(String.init)
    return fields
  }
}
