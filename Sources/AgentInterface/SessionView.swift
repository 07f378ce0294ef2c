public import DBus

/// A session of a person on this computer, as logind lists it.
public struct SessionView: WireView {
  /// logind's id.
  public var id: String
  public var user: String
  public var uid: Int
  /// The number of the station that they sit at, or of the network station that it is; nil if it is
  /// at none, or not known at which.
  public var station: Int?
  /// The desktop that shows this session, as `plugin/id`; nil if none.
  public var desktop: String?
  /// logind's seat; nil if it is at none.
  public var seat: String?
  public var remote: Bool
  /// What the other computer is called, if the service said so.
  public var remoteHost: String?
  /// It is in the foreground of its seat, or remote and open.
  public var active: Bool
  /// graphical or text.
  public var type: String
  /// The PAM service that signed the person in.
  public var service: String?
  public var since: WireTime?

  public init(
    id: String, user: String, uid: Int, station: Int?, desktop: String?, seat: String?,
    remote: Bool, remoteHost: String?, active: Bool, type: String, service: String?,
    since: WireTime?
  ) {
    self.id = id
    self.user = user
    self.uid = uid
    self.station = station
    self.desktop = desktop
    self.seat = seat
    self.remote = remote
    self.remoteHost = remoteHost
    self.active = active
    self.type = type
    self.service = service
    self.since = since
  }

  public var properties: [String: Value] {
    [
      "ID": .string(id), "User": .string(user), "UID": .uint32(UInt32(clamping: uid)),
      "Station": .int32(Int32(clamping: station ?? -1)), "Desktop": .string(desktop ?? ""),
      "Seat": .string(seat ?? ""), "Remote": .bool(remote),
      "RemoteHost": .string(remoteHost ?? ""), "Active": .bool(active), "Type": .string(type),
      "Service": .string(service ?? ""), "Since": WireTime.value(since),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    id = wire.text("ID")
    user = wire.text("User")
    uid = wire.number("UID")
    station = wire.natural("Station")
    desktop = wire.optionalText("Desktop")
    seat = wire.optionalText("Seat")
    remote = wire.flag("Remote")
    remoteHost = wire.optionalText("RemoteHost")
    active = wire.flag("Active")
    type = wire.text("Type")
    service = wire.optionalText("Service")
    since = wire.time("Since")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.session,
    properties: [
      .init("ID", "s", isConstant: true), .init("User", "s"), .init("UID", "u"),
      .init("Station", "i"), .init("Desktop", "s"), .init("Seat", "s"), .init("Remote", "b"),
      .init("RemoteHost", "s"), .init("Active", "b"), .init("Type", "s"), .init("Service", "s"),
      .init("Since", "x"),
    ])
}
