/// One file of an example, word for word as it stands in Plugins/examples.
struct TemplateFile: Sendable {
  /// Within the plugin's folder.
  var path: String
  var isProgram: Bool
  var text: String
}
