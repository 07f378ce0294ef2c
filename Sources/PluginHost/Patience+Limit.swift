extension Patience {
  /// What the body returns; nil if the time is over before that, or the task is cancelled. The body
  /// is cancelled then, and waited for.
  func limit<Answer: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async -> Answer?
  ) async -> Answer? {
    await withTaskGroup(of: Answer?.self) { group in
      group.addTask { await body() }
      group.addTask { [clock] in
        try? await clock.sleep(for: time)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
