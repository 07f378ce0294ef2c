/// Wakes one waiter. A ring while nobody waits is kept for the next who does.
actor Bell {
  private var isRung = false
  private var waiter: AsyncStream<Void>.Continuation?

  func ring() {
    if let waiter {
      waiter.finish()
      self.waiter = nil
    } else {
      isRung = true
    }
  }

  /// Returns at the next ring, or when the task is cancelled.
  func wait() async {
    if isRung {
      isRung = false
      return
    }
    let (rings, ring) = AsyncStream<Void>.makeStream()
    waiter = ring
    for await _ in rings {}
    if Task.isCancelled { waiter = nil }
  }
}
