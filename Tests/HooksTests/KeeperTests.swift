import Glibc
import Notices
import RigKit
import StationModel
import Testing

@testable import Hooks

/// Runs by a systemd that really runs them.
@Suite struct KeeperTests {
  @Test func aRunGetsTheNoticeOnStandardInputAndLeavesNothing() async throws {
    try await HookBench.open { bench in
      try await bench.program("cat >> $0/out; id -u > /dev/null")
      let run = HookBench.run("1")
      try await bench.tend([run]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble == nil)
      #expect(bench.output() == ["exhausted/1"] && bench.files() == [run.id])
      var facts = stat()
      #expect(stat("\(bench.folder)/\(run.id).json", &facts) == 0 && facts.st_mode & 0o777 == 0o644)
      #expect(stat(bench.folder, &facts) == 0 && facts.st_mode & 0o777 == 0o755)
      await bench.keeper.settle(run)
      try waitUntil("the unit is let go") {
        bench.systemd.stopped == ["stationmaster-hook@\(run.id).service"]
      }
      #expect(bench.files().isEmpty)
      #expect(await bench.keeper.ended.isEmpty)
    }
  }

  @Test func oneAtATimeForEachRecipientAndNoneWaitsForTheOther() async throws {
    try await HookBench.open { bench in
      // The program waits until the mail has run.
      try await bench.program(
        """
        read id; case $id in *mail*) : > $0/mailed ;; *)
        mkdir $0/busy || echo TWO >> $0/out
        until [ -e $0/mailed ]; do sleep 0.02; done
        echo $id >> $0/out; rmdir $0/busy ;; esac
        """)
      let due = [
        HookBench.run("a"), HookBench.run("b"), HookBench.run("c"), HookBench.run("mail", .mail),
      ]
      try await bench.tend(due) { await $0.ended.count == 4 }
      #expect(bench.output() == ["exhausted/a", "exhausted/b", "exhausted/c"])
    }
  }

  @Test func whatFailsIsTriedAgainAndThenGivenUpAndHoldsNobodyUp() async throws {
    try await HookBench.open { bench in
      try await bench.program("read id; echo $id >> $0/out; [ $id != exhausted/bad ]")
      let (bad, good) = (HookBench.run("bad"), HookBench.run("good"))
      try await bench.tend([bad, good]) { await $0.ended.count == 2 }
      let ended = await bench.keeper.ended
      #expect(ended.first { $0.run == bad }?.trouble?.contains("failed") == true)
      #expect(ended.first { $0.run == good }?.trouble == nil)
      #expect(bench.output().count { $0 == "exhausted/bad" } == 3)
      #expect(bench.output().count { $0 == "exhausted/good" } == 1)
    }
  }

  @Test func whatSucceedsTheSecondTimeIsNoTroubleAnyMore() async throws {
    try await HookBench.open { bench in
      try await bench.program("echo x >> $0/out; [ $(wc -l < $0/out) -ge 2 ]")
      try await bench.tend([HookBench.run("1")]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble == nil)
      #expect(await bench.keeper.troubles.isEmpty && bench.output().count == 2)
    }
  }

  @Test func aProgramThatHangsIsEndedAndCountsAsFailed() async throws {
    var patience = HookBench.quick
    patience.rests = []
    try await HookBench.open(patience: patience) { bench in
      try await bench.program("exec sleep 600", seconds: 1)
      try await bench.tend([HookBench.run("1")]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble != nil)
    }
  }

  @Test func anEndThatIsNeverHeardOfCountsAsFailed() async throws {
    var patience = HookBench.quick
    patience.rests = []
    patience.longest = .milliseconds(50)
    try await HookBench.open(patience: patience) { bench in
      try await bench.tend([HookBench.run("1")]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble?.contains("was not heard") == true)
    }
  }

  @Test func withoutPermissionItIsSaidAndGivenUpInTheEnd() async throws {
    try await HookBench.open { bench in
      try await bench.systemd.answerStart(
        "raise dbus.exceptions.DBusException('no', name='org.freedesktop.DBus.Error.AccessDenied')")
      try await bench.tend([HookBench.run("1")]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble?.contains("systemd did not start it") == true)
      #expect(bench.systemd.starts == 3)
    }
  }

  @Test func aRestartInTheMiddleRunsNothingTwice() async throws {
    try await HookBench.open { bench in
      try await bench.program(
        "cat >> $0/out; until [ -e $0/go ]; do sleep 0.02; done")
      let run = HookBench.run("1")
      try await bench.tend([run]) { _ in true }
      try waitUntil("it runs") { bench.output() == ["exhausted/1"] }
      try await bench.restart()
      try writeText("", to: bench.desk.folder + "/go")
      try await bench.tend([run]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble == nil)
      #expect(bench.output() == ["exhausted/1"])
      // And once more, before the end was written down.
      try await bench.restart()
      try await bench.tend([run]) { await $0.ended.count == 1 }
      #expect(bench.output() == ["exhausted/1"])
    }
  }

  @Test func whatAnEarlierAgentLeftIsClearedUp() async throws {
    try await HookBench.open { bench in
      try await bench.program("cat >> $0/out")
      let (old, run) = (HookBench.run("old"), HookBench.run("1"))
      try await bench.tend([old]) { await $0.ended.count == 1 }
      try writeText("{}", to: bench.folder + "/not-ours.json")
      try await bench.restart()
      try await bench.tend([run]) { await $0.ended.count == 1 }
      try waitUntil("it is let go") {
        bench.systemd.stopped.contains("stationmaster-hook@\(old.id).service")
      }
      #expect(bench.files() == [run.id])
      #expect(access(bench.folder + "/not-ours.json", F_OK) == 0)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsATroubleWithItsName() async throws {
    var patience = HookBench.quick
    patience.rests = []
    try await HookBench.open(patience: patience) { bench in
      try writeText("a file", to: bench.folder)
      try await bench.tend([HookBench.run("1")]) { await $0.ended.count == 1 }
      #expect(await bench.keeper.ended.first?.trouble?.contains(bench.folder) == true)
      #expect(bench.systemd.starts == 0)
    }
  }
}
