// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let shPluginJson = TemplateFile(
    path: "plugin.json", isProgram: false,
    text: ##"""
{
  "name": "sh",
  "protocol": 1,
  "run": ["./provider"]
}

"""##)
}
