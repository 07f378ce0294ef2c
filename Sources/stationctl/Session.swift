import AgentInterface
import ArgumentParser
import DBus
import EventLoop

/// Connects to the agent, runs `body`, and turns what goes wrong into a message and an exit code.
func withAgent(_ body: @Sendable (AgentClient) async throws -> Void) async throws {
  do {
    let bus = Connection(loop: try Loop())
    do throws(DBusError) {
      try await bus.connect(to: .system)
    } catch {
      throw Failure(
        .unavailable, "\(error.message).", nextStep: "Start D-Bus first: systemctl start dbus")
    }
    let asking = PasswordAgent()
    do {
      try await body(AgentClient(bus) { await asking.start() })
    } catch {
      await asking.stop()
      throw error
    }
    await asking.stop()
    await bus.close()
  } catch let error as DBusError {
    throw Failure(error)
  }
}

/// A failure as people read it: what happened, what to do next, and an exit code of sysexits.h.
struct Failure: Error, CustomStringConvertible {
  enum Code: Int32 {
    case refused = 1
    case badData = 65
    case unavailable = 69
    case notAllowed = 77
    case badConfiguration = 78
  }

  var code: Code
  var message: String
  var nextStep: String

  init(_ code: Code, _ message: String, nextStep: String) {
    self.code = code
    self.message = message
    self.nextStep = nextStep
  }

  init(_ error: DBusError) {
    if let refusal = AgentError(error) {
      let code: Code =
        switch refusal.code {
        case .notAuthorized, .needsInteraction: .notAllowed
        case .badPack: .badData
        default: .refused
        }
      self.init(code, refusal.message, nextStep: refusal.nextStep)
    } else if error.isServiceUnknown {
      self.init(
        .unavailable, "The Stationmaster agent is not running.",
        nextStep:
          "Start it with: systemctl start stationmaster; if it does not stay, see why with: "
          + "journalctl -u stationmaster")
    } else if error.isOwnerGone || error.name == "org.freedesktop.DBus.Error.Timeout" {
      self.init(
        .unavailable, "The Stationmaster agent does not answer.",
        nextStep: "See how it is: systemctl status stationmaster")
    } else if error.name == "org.freedesktop.DBus.Error.AccessDenied" {
      self.init(.notAllowed, error.message, nextStep: "Try again as an administrator.")
    } else if error.name == "org.freedesktop.DBus.Error.UnknownMethod" {
      self.init(
        .refused, "The agent does not know this command: it is of another version.",
        nextStep: "Restart it after an upgrade: systemctl restart stationmaster")
    } else if error.name == "org.freedesktop.DBus.Error.UnknownObject" {
      self.init(
        .refused, "There is no such station or candidate now.",
        nextStep: "See what there is with: stationctl stations")
    } else {
      self.init(.refused, error.description, nextStep: "")
    }
  }

  var description: String { nextStep.isEmpty ? message : message + "\n" + nextStep }
}

extension ParsableCommand {
  /// Runs the command's work; a ``Failure`` is printed and becomes the exit code.
  func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as Failure {
      writeError("stationctl: \(failure)")
      throw ExitCode(failure.code.rawValue)
    }
  }
}
