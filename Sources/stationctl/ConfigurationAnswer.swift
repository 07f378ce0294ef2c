import AgentInterface

/// What `config --json` prints.
struct ConfigurationAnswer: Encodable {
  var from: Origin
  var file: String
  /// These four only from an agent.
  var readAt: WireTime?
  var fromCopy: Bool?
  var trouble: String?
  var troubleSince: WireTime?
  var values: [ConfiguredValue]

  enum Origin: String, Encodable {
    case agent, files
  }

  init(_ view: ConfigurationView, values: [ConfiguredValue]) {
    from = .agent
    file = view.file
    readAt = view.readAt
    fromCopy = view.isFromCopy
    trouble = view.trouble
    troubleSince = view.troubleSince
    self.values = values
  }

  /// Of files that nobody was asked about.
  init(file: String, values: [ConfiguredValue]) {
    from = .files
    self.file = file
    self.values = values
  }

  /// Nil if no agent was asked.
  var view: ConfigurationView? {
    guard from == .agent else { return nil }
    return ConfigurationView(
      file: file, readAt: readAt, isFromCopy: fromCopy ?? false, trouble: trouble,
      troubleSince: troubleSince, waiting: values.filter { $0.waiting != nil }.map(\.key))
  }
}
