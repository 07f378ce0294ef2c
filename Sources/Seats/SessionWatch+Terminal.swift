import DBus

extension SessionWatch {
  /// The terminal of a person's session. Asked each time: of an ssh session logind learns it after it
  /// has begun.
  public func terminal(of session: String) async -> SessionTerminal {
    let found = known.first { entry in
      if case .person(let signIn) = entry.value.reading { signIn.session == session } else { false }
    }
    guard let path = found?.key, let owner else { return .missing }
    do throws(DBusError) {
      let answer = try await bus.call(
        owner, path, Logind.properties, "GetAll", [.string(Logind.session)],
        timeoutMilliseconds: patience.first)
      let name = answer.first?.asDictionary?["TTY"]?.asString ?? ""
      return name.isEmpty ? .missing : .named(name)
    } catch {
      return isUnanswered(error) ? .unanswered : .missing
    }
  }
}

/// What logind says of a session's terminal.
public enum SessionTerminal: Sendable, Equatable {
  /// As logind names it: `pts/3`, `tty2`.
  case named(String)
  /// It has none, or has ended.
  case missing
  /// logind did not answer in time, as on a computer where many sign in at once.
  case unanswered
}
