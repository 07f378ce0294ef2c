import AgentInterface
import DBus

/// Who may call a method, and what it will do, in the words of the question for a password.
struct MethodAccess: Equatable, Sendable {
  /// Nil: everybody, and polkit is not asked.
  var permission: Permission?
  /// After "Authentication is needed to". `STATION` stands for the station or candidate.
  var deed: String
  /// A call with this argument only says what would be.
  var reading: Reading?

  enum Reading: Equatable, Sendable {
    case ifFirst(Bool)
    case ifLast(Bool)
  }

  /// Nil for a method that does not exist: nobody may call it.
  static func of(_ interface: String, _ member: String) -> MethodAccess? {
    table[interface]?[member]
  }

  /// What this call asks for.
  func permission(for call: Call) -> Permission? {
    switch reading {
    case .ifFirst(let value) where call.arguments.first?.asBool == value: .view
    case .ifLast(let value) where call.arguments.last?.asBool == value: .view
    default: permission
    }
  }

  private init(_ permission: Permission?, _ deed: String = "", _ reading: Reading? = nil) {
    self.permission = permission
    self.deed = deed
    self.reading = reading
  }

  private static func view(_ deed: String) -> MethodAccess { MethodAccess(.view, deed) }
  private static func station(_ deed: String, _ reading: Reading? = nil) -> MethodAccess {
    MethodAccess(.manageStations, deed, reading)
  }
  private static func license(_ deed: String, _ reading: Reading? = nil) -> MethodAccess {
    MethodAccess(.manageLicenses, deed, reading)
  }

  /// All methods of all interfaces, by interface.
  static let table: [String: [String: MethodAccess]] = [
    BusName.manager: [
      "Remap": station("number all stations of this computer anew", .ifFirst(false)),
      "Devices": view("list the devices of this computer"),
      "Doctor": view("look for what is wrong"),
      "Configuration": view("see what is configured"),
      "SetMaintenance": license(
        "begin or end maintenance: no new licenses are given while it is on"),
      "SeatPlan": view("see what would become of the seats"),
      "ApplySeats": MethodAccess(.manageSeats, "make stations seats, attaching their devices"),
      "ReleaseSeats": MethodAccess(
        .manageSeats, "give the devices of stations back to this computer's own seat"),
      "MaySignIn": MethodAccess(nil),
      "Attend": MethodAccess(nil),
      "Mute": MethodAccess(
        .manageNotices, "mute the notices of a cause for a time"),
      "Unmute": MethodAccess(
        .manageNotices, "tell people of a cause again"),
    ],
    BusName.licensing: [
      "AddPack": license("add a license pack"),
      "RemovePack": license("take licenses out of the pool", .ifLast(true)),
      "ConvertPack": license("convert licenses to another kind", .ifLast(true)),
      "SetMode": license("change how licenses are counted", .ifLast(true)),
      "Reserve": license("keep licenses for a label", .ifLast(true)),
      "Unreserve": license("keep no more licenses for a label", .ifLast(true)),
      "Revoke": license("take a license away from its holder", .ifLast(true)),
      "ExtendGrace": license("give a grace more time"),
      "AcceptClock": license("take the clock of this computer as right"),
      "Audit": view("verify the history of licenses"),
      "Backup": license("copy the ledger of stations and licenses"),
      "Backups": license("list the copies of the ledger"),
      "Restore": license("put a copy of the ledger in its place: what came after it is lost"),
      "Report": view("see how licenses were used"),
      "Forecast": view("see when licenses run out"),
    ],
    BusName.station: [
      "Rename": station("rename STATION"),
      "BindDisplay": station("give STATION another display"),
      "Forget": station("forget STATION: its number and its license become free"),
      "Ignore": station("forget STATION and leave its place alone"),
      "SetPriority": station("change whether STATION goes first when licenses run short"),
      "SetLabels": station("change the labels of STATION"),
      "MovedTo": station("say that STATION stands in another place now"),
      "Explain": view("see what belongs to STATION"),
      "PowerCycle": station("take the power of STATION away for a moment", .ifFirst(true)),
      "Disable": station("disable STATION: nobody new may sign in there"),
      "Enable": station("enable STATION: people may sign in there again"),
      "Identify": station("show at STATION which one it is"),
      "Identified": MethodAccess(nil),
    ],
    BusName.candidate: [
      "Enroll": MethodAccess(.enroll, "make STATION a station"),
      "BindDisplay": MethodAccess(.enroll, "make STATION a station with a display"),
      "Ignore": MethodAccess(.enroll, "leave STATION alone: it is no station"),
      "Explain": view("see what belongs to STATION"),
      "PowerCycle": station("take the power of STATION away for a moment", .ifFirst(true)),
    ],
    BusName.notice: ["Report": MethodAccess(nil)],
    BusName.desktop: [
      "Start": MethodAccess(.manageDesktops, "start a virtual desktop"),
      "Stop": MethodAccess(.manageDesktops, "stop a virtual desktop"),
      "Assign": MethodAccess(.manageDesktops, "show a virtual desktop at a station"),
      "Unassign": MethodAccess(.manageDesktops, "show a virtual desktop at no station any more"),
    ],
    BusName.plugin: [
      "Restart": MethodAccess(.managePlugins, "restart a plugin"),
      "Enable": MethodAccess(.managePlugins, "enable a plugin, which starts its program"),
      "Disable": MethodAccess(.managePlugins, "disable a plugin, which stops its program"),
      "Log": MethodAccess(.managePlugins, "read what a plugin wrote"),
    ],
  ]
}
