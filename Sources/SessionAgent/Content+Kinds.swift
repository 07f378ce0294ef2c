import AgentInterface
import StationModel
import Words

extension Content {
  /// One notification for several notices: their titles, what is new on top.
  ///
  /// - Parameter contents: of at least two.
  static func digest(of contents: [Content], for reader: Reader) -> Content {
    let shown = contents.prefix(8)
    var lines = shown.map { "• " + $0.summary }
    if contents.count > shown.count {
      lines.append(reader.text(.digestRest, ["count": String(contents.count - shown.count)]))
    }
    let gravest = ["critical", "warning"].first { grave in
      contents.contains { $0.severity == grave }
    }
    var buttons = [Button(action: .details, label: reader.text(.detailsButton))]
    if contents.allSatisfy({ $0.buttons.contains { $0.action == .later } }) {
      buttons.append(Button(action: .later, label: reader.text(.laterButton)))
    }
    return Content(
      severity: gravest ?? "info",
      summary: reader.text(.digestTitle, ["count": String(contents.count)]),
      body: lines.joined(separator: "\n"), buttons: buttons)
  }

  /// Everything about some notices, until the person takes it away.
  static func details(
    of notices: [NoticeView], for reader: Reader, isAdministrator: Bool
  ) -> Content? {
    guard let first = notices.first else { return nil }
    if notices.count == 1 { return details(of: first, reader, isAdministrator) }
    let parts = notices.prefix(8).map { notice in
      let text = notice.text(for: reader, isAdministrator: isAdministrator)
      return "• " + text.summary + "\n" + text.body
    }
    return Content(
      severity: "info",
      summary: reader.text(.digestTitle, ["count": String(notices.count)]),
      body: cleanLines((parts + [reader.text(.digestCommand)]).joined(separator: "\n")),
      life: .lasting)
  }

  private static func details(
    of notice: NoticeView, _ reader: Reader, _ isAdministrator: Bool
  ) -> Content {
    let text = notice.text(for: reader, isAdministrator: isAdministrator)
    var lines = [text.body, text.nextStep]
    if !notice.subject.isEmpty {
      lines.append(reader.text(.detailsSubject, ["subject": notice.subject]))
    }
    if let since = notice.raisedAt {
      lines.append(reader.text(.detailsSince, ["date": reader.date(since.time)]))
    }
    if let until = notice.deadline {
      lines.append(reader.text(.detailsUntil, ["date": reader.date(until.time)]))
    }
    lines.append(
      reader.text(
        .detailsSeverity, ["severity": reader.text(Term.severity(notice.severity))]))
    lines.append(reader.text(.detailsCommand, ["id": notice.id]))
    return Content(
      severity: "info", summary: clean(text.summary, limit: 200),
      body: cleanLines(lines.joined(separator: "\n")), life: .lasting)
  }
}
