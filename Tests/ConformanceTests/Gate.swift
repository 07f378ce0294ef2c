import Conformance

/// Lets few checks run at a time: each starts thirty processes, and a plugin that only waits for its
/// turn on a small machine must not look like one that hangs.
actor Gate {
  static let shared = Gate()

  private var free = 6
  private var waiting: [CheckedContinuation<Void, Never>] = []

  static func check(
    _ folder: String, operate: String? = nil, patience: CheckPatience = CheckPatience()
  ) async -> CheckReport {
    await shared.enter()
    let report = await Conformance.check(folder, operate: operate, patience: patience)
    await shared.leave()
    return report
  }

  private func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
