import Glibc
import RigKit
import Testing

/// The kernel drops events when nobody reads them: with a real socket, not with a script.
@Suite struct OverflowTests {
  private static let room = """
    mount -t tmpfs none /run && mkdir /run/udev && : > /run/udev/control && exec "$@"
    """

  /// Runs a program as root of a network of its own, where /run says that there is a udevd.
  private static func alone(_ program: String) throws -> CommandResult {
    let log = "/tmp/stationmaster-overflow-\(getpid()).log"
    defer { unlink(log) }
    return try run(
      "timeout", ["60", "unshare", "-rnm", "sh", "-c", room, "sh", program], environment: [:],
      logPath: log)
  }

  static let isPossible = (try? alone("true"))?.code == 0

  @Test(
    .enabled(
      if: isPossible,
      "unshare -rnm is refused here: allow user namespaces, or run as root on a machine of your own"
    ))
  func lostEventsAreFoundByReadingEverythingAnew() throws {
    let result = try Self.alone(Desk.programs + "/udev-overflow")
    #expect(result.code == 0, "\(result.output)")
    #expect(
      result.output == """
        a made-up hub is there
        events were lost, and all was read anew
        it goes on listening
        and ends in the truth

        """)
  }
}
