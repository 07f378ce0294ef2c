import Dispatch
import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import libvirt

/// The built plugin as a process, spoken with over its standard input and output.
final class SpokenPlugin: Sendable {
  /// Of what it reports.
  let observer = Observer()
  let folder: Folder
  let process: pid_t
  private let input: Int32
  private let answers = Answers()

  /// Answers by the number of the request, and who waits for one.
  private actor Answers {
    private var given: [Int64: Message] = [:]
    private var waiting: [Int64: CheckedContinuation<Message?, Never>] = [:]
    private var isOver = false

    func take(_ number: Int64, _ message: Message) {
      if let waiter = waiting.removeValue(forKey: number) {
        waiter.resume(returning: message)
      } else {
        given[number] = message
      }
    }

    func end() {
      isOver = true
      for waiter in waiting.values { waiter.resume(returning: nil) }
      waiting = [:]
    }

    func answer(to number: Int64) async -> Message? {
      if let message = given.removeValue(forKey: number) { return message }
      if isOver { return nil }
      return await withCheckedContinuation { waiting[number] = $0 }
    }
  }

  /// Starts it with this configuration, and says `initialize`, `gc` and `desktops.watch`.
  init(_ configuration: String, keep: [String]? = nil, files: [String: String] = [:]) async throws {
    folder = try Folder()
    for (name, text) in files { try folder.write(text, to: name) }
    try folder.write(
      configuration.replacing("FOLDER", with: folder.path), to: "libvirt.json")
    let program = try #require(
      access(productFolder + "/libvirt", X_OK) == 0 ? productFolder + "/libvirt" : nil,
      "libvirt is not built")
    var ends: (Int32, Int32) = (0, 0)
    (process, ends.0, ends.1) = try spawn(
      [program, "--file", "libvirt.json"],
      environment: [
        "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + folder.path,
        Contract.Variable.configuration + "=" + folder.path,
      ])
    input = ends.0
    listen(ends.1)
    _ = try await call(
      1, .initialize,
      InitializeParams(
        protocol: Contract.versions, agent: Program(name: "tests", version: "1"),
        stateFolder: folder.path))
    if let keep { _ = try await call(2, .gc, GCParams(keep: keep)) }
    let watched = try await call(3, .watchDesktops, Nothing())
    await observer.take(try watched.result(as: DesktopSnapshot.self).report)
  }

  deinit {
    close(input)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Asks, and throws what it is answered with if that is an error.
  func perform(_ number: Int64, _ action: PluginProtocol.Operation.Action, _ desktop: String)
    async throws
  {
    let operation = Operation(id: "test-\(number)", desktop: desktop, action: action)
    _ = try await call(number, operation.method, OperationParams(operation))
  }

  /// Closes its input; returns its status.
  func end() -> Int32 {
    shutdown(input, Int32(SHUT_WR))
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status
  }

  private func call(
    _ number: Int64, _ method: Contract.Method, _ params: some Encodable
  ) async throws -> Message {
    let line = try Message.request(id: number, method: method, params: params)
    try #require(write(input, line, line.count) == line.count, "it does not listen")
    let answer = try #require(await answers.answer(to: number), "it ended")
    if case .failure(_, let error) = answer.kind { throw error }
    return answer
  }

  /// Reads on a thread of its own until the plugin ends.
  private func listen(_ output: Int32) {
    let (lines, sink) = AsyncStream<[UInt8]>.makeStream()
    DispatchQueue(label: "spoken").async {
      var reader = LineReader()
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while true {
        let count = read(output, &buffer, buffer.count)
        guard count > 0 else { break }
        for case .line(let line) in reader.feed(Array(buffer[..<count])) { sink.yield(line) }
      }
      close(output)
      sink.finish()
    }
    Task { [observer, answers] in
      for await line in lines {
        guard let message = try? Message(line: line) else { continue }
        switch message.kind {
        case .result(.number(let number)), .failure(.number(let number)?, _):
          await answers.take(number, message)
        case .notification:
          if let snapshot = try? message.params(as: DesktopSnapshot.self) {
            await observer.take(snapshot.report)
          }
        default: break
        }
      }
      await answers.end()
    }
  }
}
