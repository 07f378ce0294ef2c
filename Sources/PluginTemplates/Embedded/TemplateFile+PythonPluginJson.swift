// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let pythonPluginJson = TemplateFile(
    path: "plugin.json", isProgram: false,
    text: ##"""
{
  "name": "python",
  "protocol": 1,
  "run": ["./provider.py"]
}

"""##)
}
