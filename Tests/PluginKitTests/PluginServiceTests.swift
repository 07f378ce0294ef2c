import PluginProtocol
import StationModel
import Testing

@testable import PluginKit

@Suite struct PluginServiceTests {
  static let initialize =
    #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":{"min":1,"max":9},"#
    + #""agent":{"name":"a","version":"1","new":1},"stateFolder":"/s"}}"#
  static let watch = #"{"jsonrpc":"2.0","id":2,"method":"desktops.watch","params":{}}"#

  @Test func theHandshakeThenTheFirstListThenEveryChange() async throws {
    try await withService { lists, send, line in
      send(Self.initialize)
      let hello = try await line().result(as: InitializeResult.self)
      #expect(
        hello
          == InitializeResult(
            protocol: 1, plugin: Program(name: "test", version: "3"), capabilities: ["desktops"]))
      // Asked before anything is known: the answer waits for the first list.
      send(Self.watch)
      lists.yield(report("a"))
      let first = try await line()
      #expect(first.kind == .result(id: .number(2)))
      #expect(try first.result(as: DesktopSnapshot.self).report.desktops == [desktop("a")])
      lists.yield(report("a"))
      lists.yield(report("b"))
      let second = try await line()
      #expect(second.kind == .notification(method: "desktops.snapshot"))
      let snapshot = try second.params(as: DesktopSnapshot.self)
      #expect(snapshot == DesktopSnapshot(revision: 2, report: report("b")))
    }
  }

  @Test func aListThatBreaksTheRulesIsLeftOut() async throws {
    try await withService { lists, send, line in
      send(Self.initialize)
      send(Self.watch)
      _ = try await line()
      lists.yield(report("a"))
      _ = try await line()
      lists.yield(report("b", "b"))
      lists.yield(report("c"))
      let snapshot = try await line().params(as: DesktopSnapshot.self)
      #expect(snapshot.report.desktops == [desktop("c")])
    }
  }

  @Test(arguments: [
    ("what?", "none -32700"),
    ("[]", "none -32600"),
    (#"{"jsonrpc":"2.0","id":5,"method":"desktop.dance","params":{}}"#, "5 -32601"),
    (#"{"jsonrpc":"2.0","id":"x","method":"gc","params":{"keep":7}}"#, "\"x\" -32602"),
    (#"{"jsonrpc":"2.0","id":5,"method":"gc"}"#, "5 -32602"),
    (String(repeating: "x", count: 1 << 20 | 1), "none -32600"),
  ])
  func whatCannotBeAnsweredGetsItsCode(sent: String, outcome: String) async throws {
    try await withService { _, send, line in
      send(Self.initialize)
      _ = try await line()
      send(sent)
      guard case .failure(let id, let error) = try await line().kind else {
        return #expect(Bool(false), "it was answered")
      }
      #expect("\(id.map(\.description) ?? "none") \(error.code.rawValue)" == outcome)
    }
  }

  @Test func nothingComesBeforeInitializeAndNoVersionInCommonIsSaid() async throws {
    try await withService { _, send, line in
      send(Self.watch)
      let early = try await line()
      #expect(code(early) == -32002)
      send(Self.initialize.replacing(#""min":1,"max":9"#, with: #""min":2,"max":9"#))
      let tooNew = try await line()
      #expect(code(tooNew) == -32001)
    }
  }

  @Test func gcReachesTheProvider() async throws {
    try await withService(kept: [["a", "b"]]) { _, send, line in
      send(Self.initialize)
      _ = try await line()
      send(#"{"jsonrpc":"2.0","id":3,"method":"gc","params":{"keep":["b","a"]}}"#)
      let answer = try await line()
      #expect(answer.kind == .result(id: .number(3)))
    }
  }

  @Test func aHostThatReadsSlowlyGetsTheNewestListAndNoBacklog() async {
    let desk = AnswerDesk(name: "test", version: "3", capabilities: [])
    _ = await desk.receive(Array(Self.initialize.utf8))
    await desk.update(report("d0"))
    _ = await desk.receive(Array(Self.watch.utf8))
    for number in 1...500 { await desk.update(report("d\(number)")) }
    var lines: [Message] = []
    for _ in 0..<3 {
      if let line = await desk.nextLine(), let message = try? Message(line: line.dropLast()) {
        lines.append(message)
      }
    }
    let snapshot = try? lines.last?.params(as: DesktopSnapshot.self)
    #expect(snapshot == DesktopSnapshot(revision: 501, report: report("d500")))
  }

  @Test func theStatusSaysWhoEnded() async {
    let provider = TestProvider(lists: AsyncThrowingStream { _ in })
    let service = PluginService(provider: provider)
    let closed = AsyncStream<[UInt8]> { $0.finish() }
    let status = await service.serve(input: closed) { _ in true }
    #expect(status == 0)
    let empty = PluginService(provider: TestProvider(lists: AsyncThrowingStream { $0.finish() }))
    let ended = await empty.serve(input: AsyncStream { _ in }) { _ in true }
    #expect(ended == 1)
  }

  private func code(_ message: Message) -> Int? {
    if case .failure(_, let error) = message.kind { error.code.rawValue } else { nil }
  }
}

func report(_ ids: String...) -> DesktopReport { DesktopReport(desktops: ids.map(desktop)) }

func desktop(_ id: String) -> Desktop {
  Desktop(id: id, name: id.uppercased(), kind: "vm", state: .running, isTemplate: false)
}

actor Keeper {
  private(set) var kept: [Set<String>] = []
  func keep(_ ids: Set<String>) { kept.append(ids) }
}

struct TestProvider: DesktopProvider {
  let name = "test"
  let version = "3"
  let lists: AsyncThrowingStream<DesktopReport, any Error>
  var keeper = Keeper()
  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    lists
  }
  func keep(_ ids: Set<String>) async { await keeper.keep(ids) }
}

/// Runs a service in memory: `send` writes a line to it, `line` waits for one from it. In the end
/// the provider must have been told to keep `kept`.
func withService(
  kept: [Set<String>] = [],
  _ body: (
    _ lists: AsyncThrowingStream<DesktopReport, any Error>.Continuation,
    _ send: (String) -> Void, _ line: () async throws -> Message
  ) async throws -> Void
) async throws {
  let (lists, list) = AsyncThrowingStream<DesktopReport, any Error>.makeStream()
  let (input, bytes) = AsyncStream<[UInt8]>.makeStream()
  let (output, lines) = AsyncStream<[UInt8]>.makeStream()
  let provider = TestProvider(lists: lists)
  let service = Task {
    let status = await PluginService(provider: provider).serve(input: input) { line in
      lines.yield(line)
      return true
    }
    lines.finish()
    return status
  }
  var iterator = output.makeAsyncIterator()
  let send = { (line: String) in _ = bytes.yield(Array((line + "\n").utf8)) }
  try await body(list, send) {
    let line = try #require(await iterator.next())
    return try Message(line: line.dropLast())
  }
  bytes.finish()
  #expect(await service.value == 0)
  #expect(await provider.keeper.kept == kept)
}

extension Message {
  fileprivate init(line: ArraySlice<UInt8>) throws { try self.init(line: Array(line)) }
}

extension String {
  /// The first place where `old` is, changed to `new`.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    var rest = self[...]
    var before = ""
    while !rest.isEmpty {
      if rest.hasPrefix(old) { return before + new + rest.dropFirst(old.count) }
      before.append(rest.removeFirst())
    }
    return self
  }
}
