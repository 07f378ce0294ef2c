/// Objects are published as a whole picture; the connection finds what changed and says so on the
/// bus. So an object can never be announced and not shown, or changed and not announced.
extension Connection {
  /// Says how calls on an interface are answered. Before the first object that shows it.
  public func serve(_ interface: Interface, _ handler: @escaping CallHandler) {
    wire.vtables[interface.name] = Vtable(interface, handler: handler)
  }

  /// Makes `path` an object manager for everything below it.
  public func manageObjects(at path: String) throws(DBusError) { try addManager(at: path) }

  /// Shows exactly these objects from now on: path → interface → property → value.
  ///
  /// New objects and removed ones are announced by the object manager, changed properties by
  /// `PropertiesChanged`, all in the order of the paths.
  public func publish(_ objects: [String: ObjectState]) throws(DBusError) {
    for path in wire.exports.keys.sorted() {
      guard let state = objects[path] else {
        announceRemoved(path)
        wire.exports[path] = nil
        continue
      }
      if isAnother(state, than: wire.exports[path, default: [:]]) {
        announceRemoved(path)
        wire.exports[path] = nil
      }
    }
    for (path, state) in objects.sorted(by: { $0.key < $1.key }) {
      if wire.exports[path] == nil { try show(path, state) } else { update(path, state) }
    }
  }

  /// An object whose interfaces or constants change is another object: it goes and comes. (sd-bus
  /// drops a whole `PropertiesChanged` that names a constant.)
  private func isAnother(_ state: ObjectState, than shown: [String: Export]) -> Bool {
    if Set(state.keys) != Set(shown.keys) { return true }
    return shown.contains { name, export in
      export.vtable.interface.properties.contains {
        $0.isConstant && export.values[$0.name] != state[name]?[$0.name]
      }
    }
  }

  private func show(_ path: String, _ state: ObjectState) throws(DBusError) {
    var shown: [String: Export] = [:]
    for (name, values) in state.sorted(by: { $0.key < $1.key }) {
      guard let vtable = wire.vtables[name] else {
        throw DBusError(
          name: "org.freedesktop.DBus.Error.UnknownInterface", message: "\(name) is not served")
      }
      let export = Export(connection: self, path: path, vtable: vtable, values: values)
      try add(export)
      shown[name] = export
    }
    wire.exports[path] = shown
    announceAdded(path)
  }

  private func update(_ path: String, _ state: ObjectState) {
    for (name, values) in state.sorted(by: { $0.key < $1.key }) {
      guard let export = wire.exports[path]?[name] else { continue }
      let changed = values.filter { export.values[$0.key] != $0.value }.keys.sorted()
      export.values = values
      if !changed.isEmpty { announceChange(path, name, changed) }
    }
  }
}
