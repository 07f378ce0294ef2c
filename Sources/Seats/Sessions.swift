import DBus
import StationModel

/// What the properties of one session come to.
enum SessionReading: Sendable, Equatable {
  case person(SignIn)
  /// A greeter, a lock screen, a manager, something in the background, or a session that ends.
  case nobody
  /// A person whose home is not there yet, as on a stick: logind makes it an open session once it is.
  case waiting
  /// It is left out; the words say what is wrong with it.
  case unreadable(why: String)
}

/// One line of `ListSessions`.
struct ListedSession: Sendable, Equatable {
  var id: String
  var path: String
  /// Empty for a session without one.
  var seat: String
  var hasSeat: Bool { !seat.isEmpty }

  /// Nil for anything but `(susso)`.
  init?(_ value: Value) {
    guard case .structure(let fields) = value, fields.count == 5,
      case .string(let id) = fields[0], case .string(let seat) = fields[3],
      case .path(let path) = fields[4]
    else { return nil }
    (self.id, self.path, self.seat) = (id, path, seat)
  }
}

/// Reads what `GetAll` of org.freedesktop.login1.Session gave (org.freedesktop.login1(5)).
///
/// - Parameter id: the id under which the session is listed.
func readSession(listedAs id: String, _ properties: [String: Value]) -> SessionReading {
  do throws(Unreadable) {
    let fields = SessionFields(properties)
    guard try fields.text("Id") == id else { throw Unreadable("it calls itself otherwise") }
    guard isSessionID(id) else { throw Unreadable("its id is none of logind's") }
    // Whatever else is wrong with it.
    if fields.word("State") == "closing" { return .nobody }
    let person = try fields.person()
    guard person != .none, try fields.isOpen() else { return .nobody }
    if person == .waiting { return .waiting }
    let isRemote = try fields.flag("Remote")
    let seat = try fields.seat()
    return .person(
      SignIn(
        session: id, user: try fields.user(), uid: try fields.uid(), seat: isRemote ? nil : seat,
        isRemote: isRemote, isActive: fields.isActive(), type: fields.type(),
        service: fields.word("Service"),
        remoteHost: fields.word("RemoteHost"), since: try fields.since()))
  } catch {
    return .unreadable(why: error.why)
  }
}

/// The seat at which a session shows something graphical, a greeter as well.
func readScreen(_ properties: [String: Value]) -> String? {
  guard case .structure(let pair)? = properties["Seat"], let seat = pair.first?.asString,
    isSeatName(seat), properties["Remote"]?.asBool != true,
    properties["State"]?.asString != "closing",
    SessionFields(properties).type() == .graphical
  else { return nil }
  return seat
}

/// What a session is shown on, X's display (`:1`) or a console (`tty2`), with its seat. Whatever is not
/// one of those is left out, and so is who sits elsewhere.
func readDisplays(_ properties: [String: Value]) -> [String: String] {
  guard case .structure(let pair)? = properties["Seat"], case .string(let seat)? = pair.first,
    isSeatName(seat), properties["Remote"]?.asBool != true,
    properties["State"]?.asString != "closing"
  else { return [:] }
  var result: [String: String] = [:]
  for (name, prefix) in [("Display", ":"), ("TTY", "tty")] {
    guard case .string(let text)? = properties[name], text.hasPrefix(prefix) else { continue }
    let digits = text.dropFirst(prefix.count).prefix { $0 != "." }
    guard (1...5).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { continue }
    // A screen (`:1.0`) is no other display.
    result[prefix + digits] = seat
  }
  return result
}

private struct Unreadable: Error {
  var why: String
  init(_ why: String) { self.why = why }
}

private struct SessionFields {
  private let values: [String: Value]
  init(_ values: [String: Value]) { self.values = values }

  func text(_ name: String) throws(Unreadable) -> String {
    guard case .string(let text)? = values[name] else { throw missing(name) }
    return text
  }

  /// What a session may lack: nobody is left out for it.
  func word(_ name: String) -> String? {
    guard let text = try? text(name), !text.isEmpty, text.utf8.count <= longestName,
      text.unicodeScalars.allSatisfy(isShown)
    else { return nil }
    return text
  }

  func type() -> SignIn.Kind {
    ["x11", "wayland", "mir"].contains(word("Type") ?? "") ? .graphical : .other
  }

  /// Nobody is left out for it: a session that does not say is taken for an active one.
  func isActive() -> Bool { values["Active"]?.asBool ?? true }

  func flag(_ name: String) throws(Unreadable) -> Bool {
    guard case .bool(let flag)? = values[name] else { throw missing(name) }
    return flag
  }

  enum Person { case none, waiting, there }

  /// By the classes of pam_systemd(8). Those that begin with `user` are people, except one whose
  /// home is not there yet: logind makes it a `user` once it is, and says so.
  func person() throws(Unreadable) -> Person {
    let name = try text("Class")
    switch name {
    case "user", "user-early", "user-light", "user-early-light": return .there
    case "user-incomplete": return .waiting
    case "greeter", "lock-screen", "background", "background-light", "manager", "manager-early",
      "none":
      return .none
    default: throw Unreadable("its class \(quoted(name)) is not known")
    }
  }

  func isOpen() throws(Unreadable) -> Bool {
    let name = try text("State")
    switch name {
    case "opening", "online", "active": return true
    case "closing": return false
    default: throw Unreadable("its state \(quoted(name)) is not known")
    }
  }

  func seat() throws(Unreadable) -> String? {
    guard case .structure(let pair)? = values["Seat"], pair.count == 2,
      case .string(let seat) = pair[0]
    else { throw missing("Seat") }
    if seat.isEmpty { return nil }
    guard isSeatName(seat) else { throw Unreadable("its seat is none of logind's") }
    return seat
  }

  func uid() throws(Unreadable) -> UInt32 {
    guard case .structure(let pair)? = values["User"], pair.count == 2,
      case .uint32(let uid) = pair[0]
    else { throw missing("User") }
    // The number that stands for "no user" in system calls.
    guard uid != .max else { throw Unreadable("its user has no number") }
    return uid
  }

  func user() throws(Unreadable) -> String {
    let name = try text("Name")
    guard isAccountName(name) else { throw Unreadable("its user's name cannot be shown") }
    return name
  }

  func since() throws(Unreadable) -> Timestamp {
    guard case .uint64(let microseconds)? = values["Timestamp"] else { throw missing("Timestamp") }
    // The end of the year 9999.
    guard microseconds < 253_402_300_800_000_000 else { throw Unreadable("its date is impossible") }
    return Timestamp(milliseconds: Int64(microseconds / 1000))
  }

  private func missing(_ name: String) -> Unreadable {
    Unreadable("its property \(name) is missing, or not what it should be")
  }
}

private func isSessionID(_ text: String) -> Bool {
  (1...longestName).contains(text.utf8.count) && text.utf8.allSatisfy(isLetterOrDigit)
}

func isSeatName(_ text: String) -> Bool {
  (5...longestName).contains(text.utf8.count) && text.hasPrefix("seat")
    && text.utf8.allSatisfy {
      isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
}

/// Whatever a directory of accounts may give, but nothing that would confuse who reads it in a line.
private func isAccountName(_ text: String) -> Bool {
  (1...longestName).contains(text.utf8.count)
    && text.unicodeScalars.allSatisfy { isShown($0) && $0 != ":" && $0 != "/" }
}

private let longestName = 255

func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: false
  }
}

private func isShown(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
    .privateUse:
    false
  default: true
  }
}

/// What somebody else wrote, for a line of ours: short, and without what cannot be shown.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  var result = String.UnicodeScalarView()
  for scalar in scalars.prefix(60) { result.append(isShown(scalar) ? scalar : "\u{FFFD}") }
  return "\"\(String(result))\(scalars.count > 60 ? "…" : "")\""
}
