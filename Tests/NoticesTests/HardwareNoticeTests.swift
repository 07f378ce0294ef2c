import Notices
import StationModel
import Testing

/// Notices about what is plugged in: candidates that are to be decided, and what flaps.
@Suite struct HardwareNoticeTests {
  private let start = Timestamp(seconds: 1_795_464_900)  // 2026-11-23 20:15 UTC
  private static let key = StationKey("pci-0000:00:14.0/2")

  private func decide(
    _ questions: [CandidateQuestion] = [], unsettled: Set<StationKey> = [],
    flapping: [Flapping] = [], stations: [Station] = [], active: [Notice] = []
  ) -> NoticeDecision {
    decideNotices(
      NoticeInput(
        stations: stations, states: [:], pool: PoolPicture(total: 0, used: 0, short: 0),
        questions: questions, unsettled: unsettled, flapping: flapping, active: active, now: start))
  }

  private func record(_ number: Int) -> Enrolled {
    Enrolled(
      key: Self.key, number: number, name: "Window", kind: .physical, enrolledAt: start)
  }

  private func question(
    missing: [PartKind] = [], why: String? = nil, mayBe: [Enrolled] = []
  ) -> CandidateQuestion {
    CandidateQuestion(key: Self.key, label: "QEMU Hub", missing: missing, why: why, mayBe: mayBe)
  }

  @Test func aCandidateIsSaidWithWhatToDo() throws {
    let notice = try #require(decide([question(why: "nobody knows")]).board.first)
    #expect(notice.id.text == "candidate/pci-0000:00:14.0/2")
    #expect(notice.audience == .administrators && notice.severity == .info)
    #expect(notice.summary == #""QEMU Hub" could be a station"#)
    #expect(
      notice.body == #"A hub with a keyboard is plugged in at pci-0000:00:14.0/2: "QEMU Hub"."#
        + " Nothing decides whether it is a station: nobody knows.")
    #expect(
      notice.nextStep == "Make it one: stationctl station enroll pci-0000:00:14.0/2. "
        + "Or leave it alone: stationctl station ignore pci-0000:00:14.0/2")
  }

  @Test func aCandidateWithoutADisplayIsGivenOne() throws {
    let notice = try #require(decide([question(missing: [.display])]).board.first)
    #expect(notice.body.hasSuffix("It has no display yet."))
    #expect(notice.nextStep.contains("stationctl station bind pci-0000:00:14.0/2 DISPLAY"))
  }

  @Test func aQuestionWhoItIsNamesTheStations() throws {
    let one = try #require(decide([question(mayBe: [record(4)])]).board.first)
    #expect(one.summary == #"Is "QEMU Hub" station 4 (Window) in another socket?"#)
    #expect(one.nextStep.contains("stationctl station moved 4 pci-0000:00:14.0/2."))
    let two = try #require(decide([question(mayBe: [record(4), record(5)])]).board.first)
    #expect(two.body.contains("station 4 (Window) and station 5 (Window). They are gone."))
  }

  @Test func itIsToldOnceStaysWhileThingsMoveAndIsClosedWhenDecided() throws {
    let first = decide([question()])
    #expect(first.changes.count == 1)
    #expect(decide([question()], active: first.board).changes.isEmpty)
    let moving = decide(unsettled: [Self.key], active: first.board)
    #expect(moving.changes.isEmpty && moving.board == first.board)
    let gone = decide(active: first.board)
    #expect(
      gone.changes == [
        .closeNotice(first.board[0].id, why: "There is nothing to decide there any more.")
      ])
    let station = Station(record: record(4), presence: .complete, need: .needed)
    #expect(
      decide(stations: [station], active: first.board).changes == [
        .closeNotice(first.board[0].id, why: "It is station 4 (Window) now.")
      ])
  }

  @Test func whatFlapsIsNamedOnceWhateverItDoes() throws {
    let flapping = Flapping(
      key: Self.key, label: "QEMU Hub", what: #"keyboard "K120""#, since: start)
    let station = Station(record: record(4), presence: .complete, need: .needed)
    let told = decide(flapping: [flapping], stations: [station])
    let notice = try #require(told.board.first)
    #expect(notice.id.text == "flapping/pci-0000:00:14.0/2" && notice.stationNumber == 4)
    #expect(notice.summary == "Station 4 (Window) keeps coming and going")
    #expect(notice.body.hasPrefix(#"The keyboard "K120" of station 4 (Window) went away again"#))
    #expect(decide(flapping: [flapping], stations: [station], active: told.board).changes.isEmpty)
    let over = decide(stations: [station], active: told.board)
    #expect(
      over.changes == [.closeNotice(notice.id, why: "Station 4 (Window) was steady for a while.")])
    let nobody = try #require(decide(flapping: [flapping]).board.first)
    #expect(nobody.summary == #""QEMU Hub" at pci-0000:00:14.0/2 keeps coming and going"#)
  }
}
