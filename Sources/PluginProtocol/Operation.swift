/// What the host asks a plugin to do with one desktop. The same `id` is the same operation: asked
/// again (after a lost answer or a restart), a plugin answers as it did, and does nothing twice.
public struct Operation: Sendable, Equatable {
  /// 1 to 64 printable ASCII characters.
  public var id: String
  public var desktop: String
  public var action: Action

  public enum Action: Sendable, Equatable {
    case start
    /// Without `force`, the desktop is asked to shut down, as by its power button.
    case stop(force: Bool)
    /// A template is not assigned: a desktop is made from it and assigned (capability `clone`).
    case assign(to: AssignedStation)
    case unassign
  }

  public init(id: String, desktop: String, action: Action) {
    self.id = id
    self.desktop = desktop
    self.action = action
  }

  public var method: Contract.Method {
    switch action {
    case .start: .start
    case .stop: .stop
    case .assign: .assign
    case .unassign: .unassign
    }
  }

  /// What a plugin must list to be asked for it.
  public var capability: Contract.Capability {
    switch action {
    case .start, .stop: .power
    case .assign, .unassign: .assign
    }
  }
}

/// The station that a desktop is assigned to. A plugin keeps the key and gives it back in its
/// snapshots; number and name are for people and may change.
public struct AssignedStation: Sendable, Equatable, Codable {
  public var key: String
  public var number: Int
  public var name: String

  public init(key: String, number: Int, name: String) {
    self.key = key
    self.number = number
    self.name = name
  }
}

/// The parameters of all operations: `operation`, `desktop`, and `force` or `station` where the
/// method has them. Reading checks them and throws `invalidParams` with the field at fault.
public struct OperationParams: Sendable, Equatable, Codable {
  public var operation: String
  public var desktop: String
  /// Of `desktop.stop`; left out means no.
  public var force: Bool?
  /// Of `desktop.assign`.
  public var station: AssignedStation?

  public init(_ operation: Operation) {
    self.operation = operation.id
    desktop = operation.desktop
    switch operation.action {
    case .stop(let isForced): force = isForced
    case .assign(let to): station = to
    case .start, .unassign: break
    }
  }

  /// As the method says what it is. Throws `invalidParams`, or `methodNotFound` for a method that is
  /// no operation.
  public func asked(by method: Contract.Method) throws(PluginError) -> Operation {
    guard (1...Contract.operationLimit).contains(operation.utf8.count),
      operation.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw PluginError(
        .invalidParams,
        "operation is not 1 to \(Contract.operationLimit) printable ASCII characters")
    }
    guard WireDesktop.isID(desktop) else {
      throw PluginError(
        .invalidParams, "desktop is not 1 to 128 printable ASCII characters without / and space")
    }
    let action: Operation.Action
    switch method {
    case .start: action = .start
    case .stop: action = .stop(force: force ?? false)
    case .unassign: action = .unassign
    case .assign:
      guard let station else { throw PluginError(.invalidParams, "station is missing") }
      action = .assign(to: station)
    default:
      throw PluginError(.methodNotFound, "\(method.rawValue) is no operation")
    }
    return Operation(id: operation, desktop: desktop, action: action)
  }
}

/// Which request nobody waits for any more.
public struct CancelParams: Sendable, Equatable, Codable {
  public var id: Int64

  public init(id: Int64) { self.id = id }
}
