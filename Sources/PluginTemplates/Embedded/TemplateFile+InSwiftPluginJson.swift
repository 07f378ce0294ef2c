// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let inSwiftPluginJson = TemplateFile(
    path: "plugin.json", isProgram: false,
    text: ##"""
{
  "name": "in-swift",
  "protocol": 1,
  "run": ["./.build/release/in-swift"]
}

"""##)
}
