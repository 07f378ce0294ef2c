import Admission
import AgentInterface
import DBus
import Glibc
import Seats

/// What PAM knows of a sign-in (docs/sign-in.md). Everybody on this computer may write it.
struct SignInFacts: Equatable {
  var user: String
  var uid: UInt32
  var groups: Set<String>
  var service: String
  var tty: String
  var display: String
  var seat: String
  var remoteHost: String?

  /// Strict in what it takes, and limited. Keys that are not known are left alone.
  init(_ value: Value?) throws(AgentError) {
    guard let list = value?.asList, list.count <= 32, let fields = value?.asDictionary else {
      throw Self.bad("The facts are no dictionary of texts, or too many.")
    }
    func text(_ key: String, limit: Int = 255) throws(AgentError) -> String {
      guard let value = fields[key] else { return "" }
      guard case .string(let text) = value, text.utf8.count <= limit,
        text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
      else { throw Self.bad("The fact '\(key)' is no text, too long, or cannot be shown.") }
      return text
    }
    user = try text("user")
    guard !user.isEmpty else { throw Self.bad("Who wants to sign in is not said.") }
    let number = try text("uid", limit: 10)
    guard let uid = UInt32(number), String(uid) == number else {
      throw Self.bad("The fact 'uid' is no number of a user.")
    }
    self.uid = uid
    groups = Set(try text("groups", limit: 16_384).split(separator: ",").map(String.init))
    service = try text("service")
    tty = try text("tty")
    display = try text("display")
    seat = try text("seat")
    let host = try text("rhost")
    remoteHost = host.isEmpty ? nil : host
  }

  private static func bad(_ what: String) -> AgentError {
    AgentError(
      .badArgument, what,
      nextStep: "The facts are those of docs/sign-in.md: user, uid, groups, service, tty, display, "
        + "seat, rhost.")
  }
}

/// Where a sign-in is, by what PAM knows of it.
enum SignInPlace: Equatable {
  case console
  case seat(String)
  /// The id of the network station that it would be.
  case network(String)
  case unresolved
  case nowhere

  /// - Parameter displays: X displays, `:1`, and the seats that logind has them at.
  init(_ facts: SignInFacts, displays: [String: String]) {
    // gdm names a text console for everybody, and the seat where there is one.
    if !facts.seat.isEmpty {
      self = facts.seat == "seat0" ? .console : .seat(facts.seat)
      return
    }
    let isGdm = fnmatch("gdm-*", facts.service, 0) == 0
    let isRemote = RemoteDesktops.services.contains { fnmatch($0, facts.service, 0) == 0 }
    if isRemote, !isGdm || facts.remoteHost != nil {
      self = .network(stationID(user: facts.user, client: clientName(facts.remoteHost)))
      return
    }
    if let display = [facts.display, facts.tty].lazy.compactMap(Self.localDisplay).first {
      switch displays[display] {
      case nil: self = .unresolved
      case "seat0"?: self = .console
      case let seat?: self = .seat(seat)
      }
      return
    }
    if Self.isConsole(facts.tty) {
      self = .console
    } else if !facts.display.isEmpty {
      self = .unresolved
    } else {
      self = .nowhere
    }
  }

  /// `:1` of `:1` and of `:1.0`; nil for anything else, as for a display of ssh.
  private static func localDisplay(_ text: String) -> String? {
    guard text.hasPrefix(":") else { return nil }
    let number = text.dropFirst().prefix { $0 != "." }
    guard (1...5).contains(number.utf8.count), UInt16(number) != nil else { return nil }
    return ":" + number
  }

  private static func isConsole(_ tty: String) -> Bool {
    let name = tty.hasPrefix("/dev/") ? tty.dropFirst(5) : tty[...]
    if name == "console" { return true }
    return name.hasPrefix("tty") && UInt16(name.dropFirst(3)) != nil
  }
}
