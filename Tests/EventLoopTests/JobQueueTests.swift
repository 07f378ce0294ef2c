import Testing

@testable import EventLoop

@Suite struct JobQueueTests {
  @Test func theMoreUrgentComeFirstAndEqualsInTheirOrder() {
    var queue = JobQueue<Int>()
    let priorities: [TaskPriority] = [.low, .medium, .high, .background]
    for number in 0..<40 { queue.append(number, priority: priorities[number % 4].rawValue) }
    queue.append(40, priority: 0)
    #expect(queue.count == 41)
    var order: [Int] = []
    while let next = queue.next() { order.append(next) }
    let high = stride(from: 2, to: 40, by: 4)
    let medium = Array(stride(from: 1, to: 40, by: 4)) + [40]
    let rest = (0..<40).filter { $0 % 4 == 0 || $0 % 4 == 3 }
    #expect(order == Array(high) + medium + rest)
    #expect(queue.count == 0)
  }

  @Test func aLongQueueStaysInOrderWhileItGrowsAndShrinks() {
    var queue = JobQueue<Int>()
    var added = 0
    var taken = 0
    for round in 0..<200 {
      for _ in 0..<(round < 100 ? 50 : 3) {
        queue.append(added, priority: 0)
        added += 1
      }
      for _ in 0..<27 {
        guard let next = queue.next() else { continue }
        #expect(next == taken)
        taken += 1
      }
      #expect(queue.count == added - taken)
    }
    while queue.next() == taken { taken += 1 }
    #expect(taken == added)
  }
}
