import CSystemd
import Glibc

/// An error of the bus or of the other side, with its D-Bus name.
public struct DBusError: Error, Sendable, Equatable, CustomStringConvertible {
  /// `org.freedesktop.DBus.Error.ServiceUnknown`, `org.stationmaster1.Error.NoSuchStation`.
  public var name: String
  public var message: String

  public init(name: String, message: String) {
    self.name = name
    self.message = message
  }

  /// A failed call into sd-bus: `errno` is negative, as sd-bus returns it.
  init(_ what: String, errno code: Int32) {
    name = "org.freedesktop.DBus.Error.Failed"
    message = "\(what): \(String(cString: strerror(-code)))"
  }

  public var description: String { message.isEmpty ? name : message }

  /// Nobody owns the name that was called.
  public var isServiceUnknown: Bool {
    name == "org.freedesktop.DBus.Error.ServiceUnknown"
      || name == "org.freedesktop.DBus.Error.NameHasNoOwner"
  }

  /// It would be allowed if somebody could be asked for a password.
  public var needsInteraction: Bool { name == Self.interactionRequired }
  public static let interactionRequired =
    "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"

  /// Nobody owns the name, or who did went away before the answer.
  public var isOwnerGone: Bool {
    isServiceUnknown || name == "org.freedesktop.DBus.Error.NoReply"
  }
}

func check(_ result: Int32, _ what: String) throws(DBusError) {
  if result < 0 { throw DBusError(what, errno: result) }
}
