/// Jobs that wait for a thread: the more urgent first, equals in the order in which they came.
struct JobQueue<Job> {
  private var urgent = Lane()
  private var ordinary = Lane()
  private var leisurely = Lane()

  var count: Int { urgent.count + ordinary.count + leisurely.count }

  mutating func append(_ job: Job, priority: UInt8) {
    // A job that nobody gave a priority has 0.
    if priority > TaskPriority.medium.rawValue {
      urgent.append(job)
    } else if priority == 0 || priority == TaskPriority.medium.rawValue {
      ordinary.append(job)
    } else {
      leisurely.append(job)
    }
  }

  mutating func next() -> Job? { urgent.next() ?? ordinary.next() ?? leisurely.next() }

  /// First in, first out, without moving the others each time.
  private struct Lane {
    private var jobs: [Job] = []
    private var first = 0

    var count: Int { jobs.count - first }

    mutating func append(_ job: Job) { jobs.append(job) }

    mutating func next() -> Job? {
      guard first < jobs.count else { return nil }
      let job = jobs[first]
      first += 1
      if first == jobs.count {
        // A crowd's memory goes with the crowd.
        jobs.removeAll(keepingCapacity: jobs.count <= 64)
        first = 0
      } else if first >= 1024, first * 2 >= jobs.count {
        jobs.removeFirst(first)
        first = 0
      }
      return job
    }
  }
}
