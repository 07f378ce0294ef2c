// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let inSwiftREADMEMd = TemplateFile(
    path: "README.md", isProgram: false,
    text: ##"""
# in-swift

A plugin in Swift with PluginKit, made to be changed: the desktops of a text file.

## What it offers

The desktops that `desktops.txt` lists, one per line: the id, a blank, the name. It looks at the file every second. They can
be started, stopped, assigned and unassigned (`power`, `assign`); here that is only written down, in `perform` of
`FileProvider.swift`, where your own work comes in. What is assigned is kept over restarts, and PluginKit sees to it that no
operation is done twice. While the list cannot be read, the plugin says so: `failed` if it never could, `degraded` with the
last good list.

## Needs

Swift 6.2 or newer, and the source of Stationmaster, which `Package.swift` names. Build it first: `swift build -c release`.

## Configuration

`desktops.txt` in the folder of `plugin.json` (`STATIONMASTER_PLUGIN_CONFIG`). Lines that begin with `#` are comments.

## Permissions

Reads its list; writes `state.json` and `pluginkit-operations` in its state folder; opens no connection, starts no program.

## How to test it

`stationctl plugin check .` says what it does against the contract; with `--operate lab-2` also by starting, stopping and
assigning that desktop.

"""##)
}
