import DBus

extension SessionWatch {
  /// The terminal of a person's session, as logind names it: `pts/3`, `tty2`. Nil if it has none, has
  /// ended, or logind does not say within two seconds.
  public func terminal(of session: String) async -> String? {
    let found = known.first { entry in
      if case .person(let signIn) = entry.value.reading { signIn.session == session } else { false }
    }
    guard let path = found?.key, let owner else { return nil }
    let answer = try? await bus.call(
      owner, path, Logind.properties, "GetAll", [.string(Logind.session)],
      timeoutMilliseconds: 2000)
    guard let name = answer?.first?.asDictionary?["TTY"]?.asString, !name.isEmpty else {
      return nil
    }
    return name
  }
}
