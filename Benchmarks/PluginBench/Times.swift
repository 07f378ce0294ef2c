import Dispatch
import Glibc

/// How long some rounds took.
struct Times: Sendable {
  private var sorted: [Duration]

  init(_ times: [Duration]) { sorted = times.sorted() }

  /// The percentile, in microseconds.
  subscript(percent: Int) -> String {
    guard !sorted.isEmpty else { return "-" }
    let time = sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    let micros =
      time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
    return "\(micros) µs"
  }

  static func together(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Times
  ) async throws -> Times {
    try await withThrowingTaskGroup(of: Times.self) { group in
      for index in 0..<count { group.addTask { try await body(index) } }
      var all: [Duration] = []
      for try await times in group { all += times.sorted }
      return Times(all)
    }
  }

  /// As many bytes there and back, with nothing but system calls, on a thread of its own.
  static func barePipe(rounds: Int, ask: Int, answer: Int) async throws -> Times {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "bare").async {
        continuation.resume(with: Result { try blocking(rounds: rounds, ask: ask, answer: answer) })
      }
    }
  }

  private static func blocking(rounds: Int, ask: Int, answer: Int) throws -> Times {
    let child = try Child(["echo", String(answer)])
    defer { child.end() }
    let question = [UInt8](repeating: 0x78, count: ask - 1) + [0x0A]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<rounds {
      let start = clock.now
      guard write(child.input, question, question.count) == question.count else {
        throw Broken(what: "the bare pipe does not take")
      }
      var missing = answer
      while missing > 0 {
        let count = read(child.output, &buffer, min(missing, buffer.count))
        guard count > 0 else { throw Broken(what: "the bare pipe does not answer") }
        missing -= count
      }
      times.append(clock.now - start)
    }
    return Times(times)
  }
}

struct Broken: Error, CustomStringConvertible {
  var what: String
  var description: String { what }
}
