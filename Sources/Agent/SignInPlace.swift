import Glibc
import Seats

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
    if Self.isGreeter(facts) {
      self = .nowhere
      return
    }
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

  /// No person, wherever it is shown: gdm's greeter comes with a seat, through the same account stage.
  private static func isGreeter(_ facts: SignInFacts) -> Bool {
    facts.service == "gdm-launch-environment" || fnmatch("*-greeter", facts.service, 0) == 0
      || ["greeter", "lock-screen"].contains(facts.sessionClass)
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
