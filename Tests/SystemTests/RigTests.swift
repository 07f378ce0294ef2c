import Glibc
import RigKit
import Testing

extension System {
  /// What the tests themselves stand on.
  @Suite struct OfRigs {
    /// What a test that crashed has started must not stay on the computer.
    @Test func aChildEndsWithTheTest() throws {
      let log = "/tmp/stationmaster-child-\(getpid()).log"
      defer { unlink(log) }
      let result = try run("setpriv", ["--dump"], environment: [:], logPath: log)
      #expect(result.code == 0 && result.output.contains("Parent death signal: KILL"))
    }

    /// A condition that takes its time to be looked at must not make the wait longer.
    @Test func aWaitEndsByTheClock() {
      let start = SuspendingClock.now
      #expect(throws: RigError.self) {
        try waitUntil("never", seconds: 1) {
          poll(nil, 0, 300)
          return false
        }
      }
      #expect(SuspendingClock.now - start < .seconds(5))
    }
  }
}
