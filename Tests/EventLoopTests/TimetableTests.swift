import Testing

@testable import EventLoop

@Suite struct TimetableTests {
  @Test func whatIsDueComesOutByTimeAndEqualsInTheirOrder() {
    var table = Timetable<String>()
    #expect(table.next == nil)
    for (job, due) in [("c", 30), ("a", 10), ("z", Int64.max), ("b", 20), ("b2", 20), ("a2", 10)] {
      table.add(job, due: Int64(due))
    }
    #expect(table.next == 10)
    #expect(table.takeDue(at: 9) == [])
    #expect(table.takeDue(at: 20) == ["a", "a2", "b", "b2"])
    #expect(table.next == 30)
    #expect(table.takeDue(at: 1000) == ["c"])
    #expect(table.next == .max)
  }
}
