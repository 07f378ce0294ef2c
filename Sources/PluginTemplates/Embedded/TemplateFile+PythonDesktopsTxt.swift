// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let pythonDesktopsTxt = TemplateFile(
    path: "desktops.txt", isProgram: false,
    text: ##"""
# One desktop per line: its id, then its name. The id stays; the name may change.
lab-1 Lab desktop 1
lab-2 Lab desktop 2

"""##)
}
