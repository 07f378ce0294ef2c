import StationModel

/// When leases end, the next one first (a binary heap). It may hold ends that are out of date: who
/// takes one out looks whether the lease still ends then.
struct ExpiryQueue {
  private var heap: [(time: Timestamp, holder: String)] = []

  var count: Int { heap.count }
  var next: Timestamp? { heap.first?.time }

  mutating func add(_ time: Timestamp, _ holder: String) {
    heap.append((time, holder))
    var index = heap.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[index].time < heap[parent].time else { break }
      heap.swapAt(index, parent)
      index = parent
    }
  }

  /// The next one, or nil if there is none until `time`.
  mutating func take(until time: Timestamp) -> (time: Timestamp, holder: String)? {
    guard let first = heap.first, first.time <= time else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < heap.count && heap[child].time < heap[least].time { least = child }
      guard least != index else { return first }
      heap.swapAt(index, least)
      index = least
    }
  }

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }
}
