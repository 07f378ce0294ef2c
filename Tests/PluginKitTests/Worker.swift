import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import PluginKit

/// A provider that does what it is asked at once, or when it is told to go on.
actor Worker {
  private(set) var done: [String] = []
  private(set) var isCancelled = false
  private let isSlow: Bool
  private var failure: PluginError?
  private let beginnings = AsyncStream<Void>.makeStream()
  private let permissions = AsyncStream<Void>.makeStream()
  private let cancellations = AsyncStream<Void>.makeStream()

  init(isSlow: Bool) { self.isSlow = isSlow }

  func fail(with error: PluginError?) { failure = error }

  func goOn() { permissions.continuation.yield() }

  /// Returns once one more operation has begun.
  func begun() async { await next(beginnings.stream) }

  func cancelled() async { await next(cancellations.stream) }

  func perform(_ operation: Operation) async throws(PluginError) {
    beginnings.continuation.yield()
    if isSlow { await next(permissions.stream) }
    if Task.isCancelled {
      isCancelled = true
      cancellations.continuation.yield()
      throw PluginError(.cancelled, "cancelled")
    }
    if let failure { throw failure }
    var text = "\(operation.id) \(operation.desktop) "
    switch operation.action {
    case .start: text += "start"
    case .stop(let force): text += force ? "stop by force" : "stop"
    case .assign(let station): text += "assign \(station.key) \(station.number) \(station.name)"
    case .unassign: text += "unassign"
    }
    done.append(text)
  }

  private func next(_ stream: AsyncStream<Void>) async {
    var iterator = stream.makeAsyncIterator()
    await iterator.next(isolation: self)
  }
}

struct WorkingProvider: DesktopProvider {
  let name = "test"
  let version = "3"
  let capabilities: Set<Contract.Capability>
  let worker: Worker

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    AsyncThrowingStream { _ in }
  }

  func perform(_ operation: Operation) async throws(PluginError) {
    try await worker.perform(operation)
  }
}

/// The other side: what is sent to the plugin, and what comes from it.
final class Host {
  private let bytes: AsyncStream<[UInt8]>.Continuation
  private var lines: AsyncStream<[UInt8]>.AsyncIterator

  init(_ bytes: AsyncStream<[UInt8]>.Continuation, _ lines: AsyncStream<[UInt8]>) {
    self.bytes = bytes
    self.lines = lines.makeAsyncIterator()
  }

  func send(_ line: String) { bytes.yield(Array((line + "\n").utf8)) }

  /// Waits for one line, which must be this answer.
  func expect(
    _ wanted: String, at place: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation
  ) async throws {
    let found = try await answer()
    #expect(found == wanted, sourceLocation: place)
  }

  func line(isolation: isolated (any Actor)? = #isolation) async throws -> Message {
    let next = await lines.next(isolation: isolation)
    let line = try #require(next)
    return try Message(line: Array(line.dropLast()))
  }

  /// "2 ok", "2 -32009".
  func answer(isolation: isolated (any Actor)? = #isolation) async throws -> String {
    switch try await line().kind {
    case .result(let id): "\(id) ok"
    case .failure(let id?, let error): "\(id) \(error.code.rawValue)"
    default: "something else"
    }
  }
}

/// Runs a service in memory, already initialized.
func withWorker(
  capabilities: Set<Contract.Capability> = [.power, .assign], isSlow: Bool = false,
  folder: String? = nil, _ body: (Worker, Host) async throws -> Void
) async throws {
  let worker = Worker(isSlow: isSlow)
  let (input, bytes) = AsyncStream<[UInt8]>.makeStream()
  let (output, lines) = AsyncStream<[UInt8]>.makeStream()
  let service = PluginService(
    provider: WorkingProvider(capabilities: capabilities, worker: worker),
    surroundings: Surroundings(stateFolder: folder, configurationFolder: nil))
  let serving = Task {
    await service.serve(input: input) { line in
      lines.yield(line)
      return true
    }
  }
  let host = Host(bytes, output)
  host.send(PluginServiceTests.initialize)
  try await host.expect("1 ok")
  try await body(worker, host)
  bytes.finish()
  #expect(await serving.value == 0)
}

/// A folder that is removed with its last reference.
final class Scratch: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/stationmaster-kit-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    unlink(path + "/pluginkit-operations")
    rmdir(path)
  }
}
