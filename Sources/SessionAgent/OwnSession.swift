public import DBus

/// The session in which this program runs, as logind has it.
public struct OwnSession: Sendable, Equatable {
  /// logind's id.
  public var id: String
  /// user, greeter, lock-screen and others.
  public var kind: String
  /// logind's seat; nil if it is at none.
  public var seat: String?

  /// Nil where logind does not say it. A program of systemd's user manager is in no session: then it is
  /// the person's graphical one (`session/auto`, org.freedesktop.login1(5)).
  public static func find(on bus: Connection) async -> OwnSession? {
    let answer = try? await bus.call(
      "org.freedesktop.login1", "/org/freedesktop/login1/session/auto",
      "org.freedesktop.DBus.Properties", "GetAll", [.string("org.freedesktop.login1.Session")],
      timeoutMilliseconds: 5000)
    guard let properties = answer?.first?.asDictionary, let id = properties["Id"]?.asString else {
      return nil
    }
    let seat = properties["Seat"]?.asList?.first?.asString ?? ""
    return OwnSession(
      id: id, kind: properties["Class"]?.asString ?? "", seat: seat.isEmpty ? nil : seat)
  }

  /// Nobody sits there who could be told anything.
  public var isOfNoPerson: Bool { kind == "greeter" || kind == "lock-screen" }
}

extension Viewer {
  /// Completed by what logind says, where the environment does not say it.
  public func completed(by session: OwnSession?) -> Viewer {
    guard let session, self.session == nil || self.session == session.id else { return self }
    var viewer = self
    viewer.session = session.id
    viewer.seat = seat ?? session.seat
    return viewer
  }
}
