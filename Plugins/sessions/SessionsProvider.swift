import DBus
import EventLoop
import PluginBus
import PluginKit
import PluginProtocol
import Seats

/// Serves the remote graphical sessions of this host as network stations, and follows logind.
struct SessionsProvider: DesktopProvider {
  let name = "sessions"
  let version = "1.0"
  let configuration: SessionsConfiguration
  let loop: Loop

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    .reports(whySlow: "The login service (systemd-logind) has not answered yet.") { desk in
      await SteadyBus(loop: loop, address: configuration.bus).run(onTrouble: { desk.fail($0) }) {
        await follow($0, desk)
      }
    }
  }

  /// Until the bus is lost.
  private func follow(_ bus: Connection, _ desk: ReportDesk) async {
    let sessions = RemoteSessions(configuration: configuration)
    let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let watch = SessionWatch(loop: loop, bus: bus) { change.yield() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await bus.untilLost()
        change.finish()
      }
      await watch.start()
      for await _ in changes {
        desk.say(sessions.report(await watch.picture, remarks: await watch.remarks))
      }
      group.cancelAll()
    }
    await watch.stop()
  }
}
