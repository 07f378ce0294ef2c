import DBus
public import EventLoop

/// A desktop's dialog for files, in which somebody chooses at once (org.freedesktop.portal.FileChooser).
public final class PortalStub: Sendable {
  private static let name = "org.freedesktop.portal.Desktop"
  private static let path = "/org/freedesktop/portal/desktop"
  private static let chooser = "org.freedesktop.portal.FileChooser"
  private let bus: Connection

  public init(loop: Loop) { bus = Connection(loop: loop) }

  /// Serves on the session bus at `address`.
  ///
  /// - Parameter file: what is chosen; nil if the person closes the dialog.
  public func start(_ address: String, choosing file: String?) async throws {
    try await bus.connect(to: .other(address))
    let bus = bus
    await bus.serve(Self.interface) { _ in
      let handle = Self.path + "/request/1_1/one"
      let results: [String: Value] = file.map { ["uris": .strings(["file://" + $0])] } ?? [:]
      try await bus.emit(
        handle, "org.freedesktop.portal.Request", "Response",
        [.uint32(file == nil ? 1 : 0), .properties(results)])
      return [.path(handle)]
    }
    try await bus.publish([Self.path: [Self.chooser: [:]]])
    try await bus.own(Self.name)
  }

  public func stop() async { await bus.close() }

  private static let interface = Interface(
    chooser,
    methods: [
      .init(
        "OpenFile", in: [.init("parent", "s"), .init("title", "s"), .init("options", "a{sv}")],
        out: [.init("handle", "o")])
    ])
}
