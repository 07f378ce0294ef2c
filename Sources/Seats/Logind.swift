import DBus

/// logind's names, and the questions to it.
enum Logind {
  static let name = "org.freedesktop.login1"
  static let path = "/org/freedesktop/login1"
  static let manager = "org.freedesktop.login1.Manager"
  static let session = "org.freedesktop.login1.Session"
  static let properties = "org.freedesktop.DBus.Properties"
  static let busName = "org.freedesktop.DBus"

  static let rule = "type='signal',sender='\(name)',path_namespace='\(path)'"
  static let ownerRule =
    "type='signal',sender='\(busName)',interface='\(busName)',"
    + "member='NameOwnerChanged',arg0='\(name)'"

  /// The unique name of who is logind now; nil if nobody is.
  static func owner(on bus: Connection) async throws(DBusError) -> String? {
    do throws(DBusError) {
      return try await bus.askBus("GetNameOwner", [.string(name)]).first?.asString
    } catch {
      guard error.isServiceUnknown else { throw error }
      return nil
    }
  }
}
