/// What is to be done at which time of one clock, in nanoseconds; equals in the order in which they
/// came.
struct Timetable<Job> {
  /// The earliest last, where taking it away costs nothing.
  private var entries: [(due: Int64, job: Job)] = []

  /// When the earliest is due.
  var next: Int64? { entries.last?.due }

  mutating func add(_ job: Job, due: Int64) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = low + (high - low) / 2
      if entries[middle].due > due { low = middle + 1 } else { high = middle }
    }
    entries.insert((due, job), at: low)
  }

  /// Takes out all that is due, the earliest first.
  mutating func takeDue(at now: Int64) -> [Job] {
    var jobs: [Job] = []
    while let last = entries.last, last.due <= now {
      jobs.append(last.job)
      entries.removeLast()
    }
    if entries.isEmpty { entries = [] }
    return jobs
  }
}
