import DBus

/// What the template lacks for seats. The test plays udevd.
extension PretendLogind {
  /// - Parameter code: what AttachDevice does, in Python: empty, or `raise dbus.exceptions…`.
  public func answerAttach(_ code: String = "") async throws {
    try await addMethod("AttachDevice", takes: "ssb", gives: "", code)
  }

  /// How often a device was to be attached to a seat.
  public func attaches(_ seat: String, _ path: String) -> Int {
    child.output.split(separator: "\n").count {
      $0.contains("AttachDevice \"\(seat)\" \"\(path)\"")
    }
  }

  /// How often anything was.
  public var attaches: Int {
    child.output.split(separator: "\n").count { $0.contains(" AttachDevice \"") }
  }

  /// `SeatNew` or `SeatRemoved`.
  public func announceSeat(_ signal: String, _ seat: String) async throws {
    try await emit(
      signal, "so",
      [.variant(.string(seat)), .variant(.path("/org/freedesktop/login1/seat/_"))])
  }
}
