/// One key of the configuration: what it is called, what it means, what it accepts.
public struct KeyInfo: Sendable {
  public let section: String
  public let name: String
  /// Completes "accepted is …".
  public let accepted: String
  /// One or more sentences.
  public let documentation: String
  /// As one would write it in a file.
  public let defaultText: String

  /// Puts the value of a text into the settings; false if the text is not accepted.
  let set: @Sendable (inout Settings, String) -> Bool
  /// The text of the value in the settings.
  let text: @Sendable (Settings) -> String

  /// Puts the value of the first settings into the second.
  let copy: @Sendable (Settings, inout Settings) -> Void

  /// A running agent cannot change it: it takes effect at the next start.
  public var needsRestart: Bool { ["Bus", "State", "Plugins"].contains(section) }

  /// `Licensing.host-grace`
  public var title: String { section + "." + name }

  init<Value>(
    _ section: String, _ name: String, _ path: any WritableKeyPath<Settings, Value> & Sendable,
    _ form: Form<Value>, _ documentation: String
  ) {
    self.section = section
    self.name = name
    self.documentation = documentation
    accepted = form.accepted
    defaultText = form.write(Settings()[keyPath: path])
    set = { settings, text in
      guard let value = form.read(text) else { return false }
      settings[keyPath: path] = value
      return true
    }
    text = { form.write($0[keyPath: path]) }
    copy = { $1[keyPath: path] = $0[keyPath: path] }
  }
}

/// How values of one type are written.
struct Form<Value>: Sendable {
  var accepted: String
  var read: @Sendable (String) -> Value?
  var write: @Sendable (Value) -> String
}
