import Glibc
import PluginProtocol
import Testing

@testable import PluginKit

/// What somebody else left where the memory of operations is kept.
@Suite struct MemoryFileTests {
  @Test func aLinkIsNotFollowed() throws {
    let scratch = try Scratch()
    let elsewhere = try Scratch()
    // Kept there by its own name, so that it is removed in the end.
    let victim = elsewhere.path + "/pluginkit-operations"
    var other = OperationMemory(folder: elsewhere.path)
    other.remember(start("o1"))
    let before = size(victim)
    try #require(symlink(victim, path(scratch)) == 0)
    var memory = OperationMemory(folder: scratch.path)
    #expect(memory.operation("o1") == nil)
    memory.remember(start("o2"))
    #expect(size(victim) == before)
    #expect(OperationMemory(folder: scratch.path).operation("o2") == start("o2"))
    #expect(OperationMemory(folder: scratch.path).operation("o1") == nil)
  }

  @Test(.enabled(if: geteuid() == 0)) func anotherUsersFileIsNotBelievedAndReplaced() throws {
    let scratch = try Scratch()
    var memory = OperationMemory(folder: scratch.path)
    memory.remember(start("o1"))
    try #require(chown(path(scratch), 65534, 65534) == 0)
    var mine = OperationMemory(folder: scratch.path)
    #expect(mine.operation("o1") == nil)
    mine.remember(start("o2"))
    mine.remember(start("o3"))
    var facts = stat()
    #expect(lstat(path(scratch), &facts) == 0 && facts.st_uid == 0)
    let later = OperationMemory(folder: scratch.path)
    #expect(["o1", "o2", "o3"].map { later.operation($0) != nil } == [false, true, true])
  }

  private func start(_ id: String) -> PluginProtocol.Operation {
    PluginProtocol.Operation(id: id, desktop: "a", action: .start)
  }

  private func path(_ scratch: Scratch) -> String { scratch.path + "/pluginkit-operations" }

  private func size(_ path: String) -> Int? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }
}
