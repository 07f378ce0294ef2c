import Glibc
import PluginProtocol
import StationModel
import Testing

@testable import PluginKit

/// What a provider is asked to do, how often, and what the host is told.
@Suite struct OperationTests {
  @Test func anOperationIsDoneOnceHoweverOftenItIsAsked() async throws {
    try await withWorker { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      try await host.expect("2 ok")
      host.send(ask(3, "desktop.start", "o1", "a"))
      try await host.expect("3 ok")
      #expect(await worker.done == ["o1 a start"])
    }
  }

  @Test func whoAsksWhileItIsBeingDoneIsAnsweredWithTheFirst() async throws {
    try await withWorker(isSlow: true) { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      await worker.begun()
      host.send(ask(3, "desktop.start", "o1", "a"))
      // Its answer says that the line before it was read.
      host.send(#"{"jsonrpc":"2.0","id":4,"method":"nonsense"}"#)
      try await host.expect("4 -32601")
      await worker.goOn()
      try await host.expect("2 ok")
      try await host.expect("3 ok")
      #expect(await worker.done == ["o1 a start"])
    }
  }

  @Test func anIDThatWasSomethingElseIsRefused() async throws {
    try await withWorker { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      try await host.expect("2 ok")
      host.send(ask(3, "desktop.stop", "o1", "a"))
      try await host.expect("3 -32009")
      host.send(ask(4, "desktop.start", "o1", "b"))
      try await host.expect("4 -32009")
      #expect(await worker.done == ["o1 a start"])
    }
  }

  @Test func aDesktopWithWhichSomethingIsBeingDoneIsBusyAndOthersAreNot() async throws {
    try await withWorker(isSlow: true) { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      await worker.begun()
      host.send(ask(3, "desktop.stop", "o2", "a"))
      let busy = try await host.line()
      guard case .failure(.number(3)?, let error) = busy.kind else {
        return #expect(Bool(false), "it was not refused")
      }
      #expect(error.code == .busy && error.retryAfter == 1)
      host.send(ask(4, "desktop.start", "o3", "b"))
      await worker.begun()
      await worker.goOn()
      await worker.goOn()
      let answers = [try await host.answer(), try await host.answer()]
      #expect(Set(answers) == ["2 ok", "4 ok"])
      // Free again, and what was refused for being busy was not remembered.
      host.send(ask(5, "desktop.stop", "o2", "a"))
      await worker.begun()
      await worker.goOn()
      try await host.expect("5 ok")
    }
  }

  @Test func whatFailedMayBeTriedAgainUnderItsID() async throws {
    try await withWorker { worker, host in
      await worker.fail(with: PluginError(.noRoom, "the disk is full"))
      host.send(ask(2, "desktop.start", "o1", "a"))
      try await host.expect("2 -32008")
      await worker.fail(with: nil)
      host.send(ask(3, "desktop.start", "o1", "a"))
      try await host.expect("3 ok")
      #expect(await worker.done == ["o1 a start"])
    }
  }

  @Test func aCancelReachesTheProviderOnceNobodyWaitsAnyMore() async throws {
    try await withWorker(isSlow: true) { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      await worker.begun()
      host.send(ask(3, "desktop.start", "o1", "a"))
      host.send(#"{"jsonrpc":"2.0","method":"cancel","params":{"id":2}}"#)
      host.send(#"{"jsonrpc":"2.0","id":4,"method":"nonsense"}"#)
      try await host.expect("4 -32601")
      #expect(await !worker.isCancelled)
      host.send(#"{"jsonrpc":"2.0","method":"cancel","params":{"id":3}}"#)
      await worker.cancelled()
      // Nobody is answered; the desktop is free for another.
      host.send(ask(5, "desktop.stop", "o2", "a"))
      await worker.begun()
      await worker.goOn()
      try await host.expect("5 ok")
    }
  }

  @Test func aCancelOfNothingIsNoMatter() async throws {
    try await withWorker { _, host in
      host.send(#"{"jsonrpc":"2.0","method":"cancel","params":{"id":99}}"#)
      host.send(ask(2, "desktop.start", "o1", "a"))
      try await host.expect("2 ok")
    }
  }

  @Test(arguments: [
    ([Contract.Capability](), "desktop.start", "-32601"), ([], "desktop.assign", "-32601"),
    ([.power], "desktop.unassign", "-32601"), ([.assign], "desktop.stop", "-32601"),
    ([.power], "desktop.stop", "ok"), ([.assign], "desktop.unassign", "ok"),
    ([.power, .assign], "cancel", "-32601"), ([.power], "desktops.snapshot", "-32601"),
  ])
  func onlyWhatIsListedIsDone(
    capabilities: [Contract.Capability], method: String, outcome: String
  ) async throws {
    try await withWorker(capabilities: Set(capabilities)) { worker, host in
      host.send(ask(2, method, "o1", "a"))
      try await host.expect("2 " + outcome)
      #expect(await worker.done.isEmpty == (outcome != "ok"))
    }
  }

  @Test(arguments: [
    #"{}"#, #"{"operation":"o"}"#, #"{"operation":"","desktop":"a"}"#,
    #"{"operation":7,"desktop":"a"}"#, #"{"operation":"o","desktop":"a/b"}"#,
    #"{"operation":"o","desktop":"a","station":{"key":"k"}}"#,
  ])
  func badParametersReachNoProvider(params: String) async throws {
    try await withWorker { worker, host in
      host.send(#"{"jsonrpc":"2.0","id":2,"method":"desktop.assign","params":\#(params)}"#)
      try await host.expect("2 -32602")
      #expect(await worker.done.isEmpty)
    }
  }

  @Test func theStationReachesTheProviderWhole() async throws {
    try await withWorker { worker, host in
      host.send(
        #"{"jsonrpc":"2.0","id":2,"method":"desktop.assign","params":{"operation":"o1","#
          + #""desktop":"a","station":{"key":"pci-0/1.4","number":4,"name":"Window row"}}}"#)
      try await host.expect("2 ok")
      #expect(await worker.done == ["o1 a assign pci-0/1.4 4 Window row"])
    }
  }

  @Test func whatWasDoneIsRememberedBeyondTheEndOfThePlugin() async throws {
    let folder = try Scratch()
    try await withWorker(folder: folder.path) { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      try await host.expect("2 ok")
    }
    try await withWorker(folder: folder.path) { worker, host in
      host.send(ask(2, "desktop.start", "o1", "a"))
      try await host.expect("2 ok")
      host.send(ask(3, "desktop.stop", "o1", "a"))
      try await host.expect("3 -32009")
      #expect(await worker.done.isEmpty)
    }
  }

  @Test func theMemoryIsBoundedAndSurvivesRubbish() throws {
    let folder = try Scratch()
    var memory = OperationMemory(folder: folder.path)
    for number in 0..<(OperationMemory.limit * 2 + 7) {
      memory.remember(Operation(id: "o\(number)", desktop: "a", action: .stop(force: true)))
    }
    let file = try #require(fopen(folder.path + "/pluginkit-operations", "a"))
    fputs("rubbish\n{\"half\":", file)
    fclose(file)
    let again = OperationMemory(folder: folder.path)
    for memory in [memory, again] {
      #expect(memory.operation("o0") == nil)
      #expect(memory.operation("o\(OperationMemory.limit + 6)") == nil)
      let last = OperationMemory.limit * 2 + 6
      #expect(memory.operation("o\(last)")?.action == .stop(force: true))
      #expect(memory.operation("o\(OperationMemory.limit + 7)") != nil)
    }
    #expect(OperationMemory(folder: nil).operation("o1") == nil)
  }

  private func ask(_ id: Int, _ method: String, _ operation: String, _ desktop: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{"operation":"\#(operation)","#
      + #""desktop":"\#(desktop)"}}"#
  }
}
