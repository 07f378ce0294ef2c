import CSQLite
import FaultVFS
import Glibc
import StationModel
import Testing

@testable import Ledger

/// The disk fails at every call that writes, in every way.
@Suite(.serialized) struct FaultTests {
  /// What is committed in one run, and the state after each commit.
  private struct Story {
    var commits: [[Change]] = []
    var states: [LedgerState] = [LedgerState()]

    init() {
      var changes = Everything.all
      for size in [7, 6, 5, 4] {
        commits.append(Array(changes.prefix(size)))
        changes.removeFirst(size)
      }
      let long = String(repeating: "a long text ", count: 900)
      commits.append([
        .notice(
          Notice(
            id: NoticeID("a/b"), severity: .info, stage: .begun, audience: .administrators,
            deadline: nil, stationNumber: nil, summary: "", body: long, nextStep: "",
            raisedAt: Sample.now))
      ])
      commits.append([.release(.station(Everything.key), why: "x"), .forget(Everything.second)])
      for (index, commit) in commits.enumerated() {
        states.append(states[index].applying(commit, at: Self.time(index)))
      }
    }

    static func time(_ index: Int) -> Timestamp { Sample.now + .minutes(Int64(index)) }
  }

  private let story = Story()

  /// Runs the story, closing and opening in its middle, until something fails.
  private func run(
    _ path: String, _ acknowledged: inout Int, _ ledger: inout Ledger?
  ) throws(LedgerError) {
    ledger = try Ledger.open(path: path, now: Sample.now).ledger
    for (index, commit) in story.commits.enumerated() {
      if index == 3 {
        ledger?.close()
        ledger = try Ledger.open(path: path, now: Sample.now).ledger
      }
      try ledger?.commit(commit, at: Story.time(index))
      acknowledged += 1
    }
    ledger?.close()
  }

  private func fail(_ kind: FaultKind, at call: Int, _ name: String) throws -> Bool {
    let folder = try Folder()
    var acknowledged = 0
    var ledger: Ledger?
    var failure: LedgerError?
    fault_plan(folder.ledger, kind, call)
    do throws(LedgerError) { try run(folder.ledger, &acknowledged, &ledger) } catch {
      failure = error
    }
    let isReached = fault_count() >= call
    if let failure { try expectClear(failure, "\(name) at \(call)") }

    if kind == FaultOnce, failure != nil, let ledger {
      // The fault is gone: on the same connection nothing of the failed commit is there.
      if let state = try? ledger.load() {
        #expect(state == story.states[acknowledged], "\(name) at \(call)")
        try ledger.commit(story.commits[acknowledged], at: Story.time(acknowledged))
        acknowledged += 1
        #expect(try ledger.load() == story.states[acknowledged], "\(name) at \(call)")
      }
    }
    ledger?.close()
    ledger = nil
    fault_plan(folder.ledger, FaultNone, 0)
    if kind == FaultPower {
      fault_lose(UInt(call))
      unlink(folder.ledger + "-shm")
    }

    let (again, report) = try Ledger.open(path: folder.ledger, now: Sample.now)
    // The witness is no file of SQLite's, so a lost commit would show there too.
    #expect(report.findings == [], "\(name) at \(call): \(report.message)")
    let state = try again.load()
    // What could not be told whether it is on the disk is there wholly or not at all.
    let isOpen = failure.map(Self.isUndecided) ?? false
    let possible = story.states[acknowledged...min(acknowledged + (isOpen ? 1 : 0), 6)]
    #expect(possible.contains(state), "\(name) at \(call), \(acknowledged) acknowledged")
    let at = possible.firstIndex(of: state) ?? 0
    if at < story.commits.count {
      try again.commit(story.commits[at], at: Story.time(at))
      #expect(try again.load() == story.states[at + 1], "\(name) at \(call)")
    }
    #expect(try again.audit().isSound, "\(name) at \(call)")
    #expect(!folder.names.contains { $0.contains("damaged") }, "\(name) at \(call)")
    return isReached
  }

  private static func isUndecided(_ error: LedgerError) -> Bool {
    if case .failed(statement: "commit", _, _) = error { true } else { false }
  }

  private func expectClear(_ error: LedgerError, _ place: String) throws {
    switch error {
    case .failed(_, let code, let why):
      #expect([SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN].contains(code & 0xFF))
      #expect(!why.isEmpty && error.nextStep.contains("free space"), "\(place)")
    case .cannotOpen: #expect(!error.message.isEmpty)
    default: Issue.record("\(place): \(error)")
    }
  }

  @Test(arguments: [
    (FaultPower, "no power"), (FaultOnce, "one error"), (FaultBroken, "a broken disk"),
    (FaultFull, "a full disk"),
    (FaultReadOnly, "a disk that turned read-only"), (FaultShort, "a short write"),
  ])
  func everyFailedWriteIsSaidAndLosesNothing(_ kind: FaultKind, _ name: String) throws {
    #expect(fault_install() == 0)
    var call = 1
    while try fail(kind, at: call, name) { call += 1 }
    print("\(name): failed at each of \(call - 1) calls")
    #expect(call > 150)
  }

  @Test func aBackupThatFailsLeavesNothingBehind() throws {
    #expect(fault_install() == 0)
    let folder = try Everything.folder()
    let ledger = try Ledger(path: folder.ledger)
    let copy = folder.path + "/copy.sqlite"
    let names = folder.names
    var call = 1
    while true {
      fault_plan(copy, FaultFull, call)
      defer { fault_plan(copy, FaultNone, 0) }
      do throws(LedgerError) {
        try ledger.backup(to: copy)
        break
      } catch {
        guard case .file(let path, "database or disk is full") = error else { throw error }
        #expect(path.hasPrefix(copy) && path.hasSuffix(".part"), "at \(call)")
      }
      #expect(folder.names == names, "at \(call)")
      call += 1
    }
    #expect(call > 10)
    #expect(try Ledger.inspect(path: copy).chain == .intact(rows: Int64(Everything.all.count)))
  }
}
