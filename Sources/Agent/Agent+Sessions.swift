import Configuration
import DBus
import EventLoop
import Journal
import Logging
import Seats

extension Agent {
  func watchSessions() async throws {
    var system = bus
    if case .session = settings.bus {
      let other = Connection(loop: loop)
      sessionBus = other
      do throws(DBusError) { try await other.connect(to: .system) } catch {
        log.tell(.sessionsUnknown, .notice, "who is signed in is not known: \(error.message)")
        return
      }
      system = other
    }
    let watch = SessionWatch(loop: loop, bus: system) { [weak self] in
      self?.assumeIsolated { $0.look() }
    }
    sessions = watch
    seatKeeper = SeatKeeper(loop: loop, bus: system) { [weak self] in
      self?.assumeIsolated { $0.tendSeats() }
    }
    await watch.start()
  }

  var sessionPicture: SessionPicture {
    sessions?.assumeIsolated { $0.picture } ?? .unknown(why: "there is no system bus")
  }

  /// Where somebody may sit who is left out of the picture.
  var uncertainSeats: UncertainSeats {
    sessions?.assumeIsolated { $0.uncertainSeats } ?? .everywhere
  }
}
