/// The shape of a D-Bus interface, from which its introspection is made.
public struct Interface: Sendable {
  public var name: String
  public var methods: [Method]
  public var properties: [Property]
  public var signals: [Signal]

  public init(
    _ name: String, methods: [Method] = [], properties: [Property] = [], signals: [Signal] = []
  ) {
    self.name = name
    self.methods = methods
    self.properties = properties
    self.signals = signals
  }

  public struct Method: Sendable {
    public var name: String
    public var input: [Argument]
    public var output: [Argument]
    public init(_ name: String, in input: [Argument] = [], out output: [Argument] = []) {
      self.name = name
      self.input = input
      self.output = output
    }
  }

  public struct Property: Sendable {
    public var name: String
    public var signature: String
    /// Constant properties never change; all others announce each change.
    public var isConstant: Bool
    public init(_ name: String, _ signature: String, isConstant: Bool = false) {
      self.name = name
      self.signature = signature
      self.isConstant = isConstant
    }
  }

  public struct Signal: Sendable {
    public var name: String
    public var arguments: [Argument]
    public init(_ name: String, _ arguments: [Argument] = []) {
      self.name = name
      self.arguments = arguments
    }
  }

  public struct Argument: Sendable {
    public var name: String
    public var signature: String
    public init(_ name: String, _ signature: String) {
      self.name = name
      self.signature = signature
    }
  }
}

/// What one object shows: its interfaces, and for each the value of every property.
public typealias ObjectState = [String: [String: Value]]

/// A method call that arrived for an exported object.
public struct Call: Sendable {
  public var path: String
  public var interface: String
  public var member: String
  public var arguments: [Value]
  /// The caller's unique bus name, `:1.42`.
  public var sender: String
  /// The caller is ready to wait while somebody is asked for a password.
  public var allowsInteraction: Bool

  public init(
    path: String, interface: String, member: String, arguments: [Value], sender: String,
    allowsInteraction: Bool
  ) {
    self.path = path
    self.interface = interface
    self.member = member
    self.arguments = arguments
    self.sender = sender
    self.allowsInteraction = allowsInteraction
  }
}

/// Answers a call. Throw a ``DBusError`` to answer with an error.
public typealias CallHandler = @Sendable (Call) async throws -> [Value]
