import DBus

/// A service that python-dbusmock plays on the private bus.
struct MockProgram {
  let child: Child
  let bus: Connection

  /// It owns its name when this returns.
  ///
  /// - Parameter template: one of python-dbusmock's own, or the path of one of ours.
  init(_ desk: Desk, name: String, template: String, log: String) async throws {
    bus = try await desk.connect()
    let changes = try await bus.signals(
      matching: "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
        + "arg0='\(name)'")
    child = try Child(
      "/usr/bin/python3", ["-m", "dbusmock", "--system", "--template", template],
      environment: [
        "DBUS_SYSTEM_BUS_ADDRESS": desk.address, "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
      ],
      logPath: desk.log(log))
    let child = child
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in changes { return } }
      group.addTask {
        try await Task.sleep(for: .seconds(20))
        throw RigError("no \(name): \(child.output)")
      }
      try await group.next()
      group.cancelAll()
    }
  }
}
