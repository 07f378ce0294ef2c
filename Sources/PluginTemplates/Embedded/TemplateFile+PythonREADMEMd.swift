// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let pythonREADMEMd = TemplateFile(
    path: "README.md", isProgram: false,
    text: ##"""
# python

A plugin in one file of Python, made to be changed: the desktops of a text file.

## What it offers

The desktops that `desktops.txt` lists, one per line: the id, a blank, the name. It looks at the file every second. They can
be started, stopped, assigned and unassigned (`power`, `assign`); here that is only written down, in the method `operate`,
where your own work comes in. What was done and assigned is kept over restarts, and no operation is done twice. While the
list cannot be read, the plugin says so: `failed` if it never could, `degraded` with the last good list.

## Needs

Python 3.9 or newer, and nothing but its standard library.

## Configuration

`desktops.txt` in the folder of `plugin.json` (`STATIONMASTER_PLUGIN_CONFIG`). Lines that begin with `#` are comments.

## Permissions

Reads its list; writes `state.json` in its state folder; opens no connection, starts no program.

## How to test it

`stationctl plugin check .` says what it does against the contract; with `--operate lab-2` also by starting, stopping and
assigning that desktop. By hand:

    printf '%s\n' \
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":{"min":1,"max":1},"agent":{"name":"me","version":"0"},"stateFolder":"/tmp"}}' \
      '{"jsonrpc":"2.0","id":2,"method":"desktops.watch","params":{}}' \
      | STATIONMASTER_PLUGIN_STATE=/tmp ./provider.py

"""##)
}
