import StationModel
import Testing

@testable import Journal

/// What the journal tells of changes.
@Suite struct EntryTests {
  private static func context(former: Notice? = nil) -> JournalContext {
    JournalContext(
      station: { $0 == Changes.key ? Changes.record : nil },
      formerNotice: { id in id == former?.id ? former : nil })
  }

  @Test func eachKindOfChangeIsTried() {
    #expect(Set(Changes.all.map(Changes.kind)) == Set(0...27))
  }

  @Test(arguments: Changes.all)
  func eachChangeIsOneEntryWithAllThatItsCatalogTextNames(change: Change) throws {
    let entries = JournalEntry.of(change, Self.context(former: nil))
    try #require(entries.count == 1)
    let entry = entries[0]
    #expect(!entry.text.isEmpty && !entry.text.contains("\n"), "\(entry.text)")
    let missing = entry.event.catalog.fields.subtracting(entry.fields.keys)
    #expect(missing.isEmpty, "\(entry.event): \(missing)")
    #expect(messageCatalog().contains("-- \(entry.event.id)\n"))
  }

  @Test func severalNewNumbersAreOneEntryForEachStation() {
    var other = Changes.record
    other.key = StationKey("pci-0/2")
    let entries = JournalEntry.of(.renumber([Changes.record, other]), Self.context())
    #expect(entries.map { $0.fields[.key] } == ["pci-0/1", "pci-0/2"])
  }

  @Test func aNoticeIsRaisedThenAdvancesThenIsSolved() throws {
    var next = Changes.notice
    next.stage = .days3
    var reworded = Changes.notice
    reworded.body = "Another sentence."
    func event(_ change: Change, _ former: Notice?) -> JournalEvent? {
      JournalEntry.of(change, Self.context(former: former)).first?.event
    }
    #expect(event(.notice(Changes.notice), nil) == .noticeRaised)
    #expect(event(.notice(next), Changes.notice) == .noticeAdvanced)
    #expect(event(.notice(reworded), Changes.notice) == .noticeChanged)
    let solved = try #require(
      JournalEntry.of(.closeNotice(next.id, why: "Solved."), Self.context(former: next)).first)
    #expect(solved.event == .noticeSolved)
    #expect(solved.fields[.stage] == "3-days" && solved.fields[.number] == "3")
    #expect(solved.fields[.nextStep] == nil)
  }

  @Test func aNoticesEntryHasCauseStageDeadlineAndNextStep() throws {
    let entry = try #require(JournalEntry.of(.notice(Changes.notice), Self.context()).first)
    #expect(entry.level == .warning)
    #expect(entry.fields[.cause] == "exhausted" && entry.fields[.stage] == "7-days")
    #expect(entry.fields[.deadline] == (Changes.now + .days(7)).iso)
    #expect(entry.fields[.nextStep] == "Add licenses.")
    #expect(entry.fields[.notice] == "exhausted/pci-0/1" && entry.fields[.number] == "3")
  }

  @Test func aForgottenStationIsStillNamed() throws {
    let entry = try #require(JournalEntry.of(.forget(Changes.key), Self.context()).first)
    #expect(entry.text == "station 3 (Window): forgotten")
    #expect(entry.fields[.number] == "3" && entry.fields[.key] == "pci-0/1")
  }

  @Test func nothingThatIsNotKnownIsANumber() throws {
    let entry = try #require(
      JournalEntry.of(.forget(StationKey("pci-0/77")), Self.context()).first)
    #expect(entry.text == "pci-0/77: forgotten" && entry.fields[.number] == "-")
  }

  @Test func whoWasNotReachedIsNamedWithTheReason() {
    let entry = JournalEntry.undelivered(Changes.notice, to: "ada\u{1b}[2J", why: "no session")
    #expect(entry.event == .noticeUndelivered && entry.level == .info)
    #expect(entry.event.catalog.fields.isSubset(of: entry.fields.keys))
    #expect(entry.fields[.user] == "ada[2J")
  }
}
