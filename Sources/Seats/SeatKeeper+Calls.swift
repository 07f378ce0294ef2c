import DBus
import StationModel

/// systemd's manager, as far as the helper that releases needs it (org.freedesktop.systemd1(5)).
enum Systemd {
  static let name = "org.freedesktop.systemd1"
  static let path = "/org/freedesktop/systemd1"
  static let manager = "org.freedesktop.systemd1.Manager"
  /// systemd tells whoever started a job of its end, also without a subscription.
  static let rule =
    "type='signal',sender='\(name)',path='\(path)',interface='\(manager)',member='JobRemoved'"

  static func unit(_ number: Int) -> String { "stationmaster-release-seat@\(number).service" }
}

/// What ends a round.
struct SeatFailure: Error {
  var trouble: SeatTrouble
}

extension SeatKeeper {
  /// Asks logind for each device that is still missing.
  func attach(_ number: Int) async throws(SeatFailure) {
    for device in plan[number]?.devices ?? [] {
      // Each time anew: somebody may have signed in meanwhile.
      guard let line = plan[number], line.state == .attach, line.devices.contains(device),
        let seat = line.seat
      else { continue }
      do throws(DBusError) {
        guard let owner = try await Logind.owner(on: bus) else {
          throw DBusError(name: Logind.busName + ".Error.ServiceUnknown", message: "")
        }
        guard isOpen(.attach(number)), plan[number]?.devices.contains(device) == true else {
          continue
        }
        _ = try await bus.call(
          owner, Logind.path, Logind.manager, "AttachDevice",
          [.string(seat), .string(device.text), .bool(false)],
          timeoutMilliseconds: patience.answer)
      } catch {
        throw SeatFailure(trouble: SeatTrouble(error, from: .logind))
      }
    }
  }

  /// Starts the helper, and hears how it ended if that is soon; the rest the picture tells.
  func release(_ number: Int) async throws(SeatFailure) {
    do throws(DBusError) {
      try await listenToJobs()
      guard isOpen(.release(number)) else { return }
      _ = try await bus.call(
        Systemd.name, Systemd.path, Systemd.manager, "StartUnit",
        [.string(Systemd.unit(number)), .string("replace")], timeoutMilliseconds: patience.answer)
    } catch {
      throw SeatFailure(trouble: SeatTrouble(error, from: .systemd))
    }
  }
}
