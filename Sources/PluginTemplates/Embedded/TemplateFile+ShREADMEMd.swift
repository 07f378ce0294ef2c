// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let shREADMEMd = TemplateFile(
    path: "README.md", isProgram: false,
    text: ##"""
# sh

A plugin in POSIX sh, made to be changed: the desktops of a text file. It shows that no library is needed; for more than a
few desktops take another language.

## What it offers

The desktops that `desktops.txt` lists, one per line: the id, a blank, the name. They can be started, stopped, assigned and
unassigned (`power`, `assign`); here that is only written down, in the function `perform`, where your own work comes in. What
was done and assigned is kept over restarts, and no operation is done twice. While the list cannot be read, the plugin says
so: `failed` if it never could, `degraded` with the last good list.

It looks at the list after each line of the host, since a shell cannot wait for two things: a change of the file alone is
seen when the host next asks, after 5 minutes at most.

`json.awk` reads JSON, strictly: what is not JSON is refused, and so is a field that is there twice. It does not notice bytes
that are not UTF-8, and knows integers only as the text that they are. `list.awk` writes the desktops.

## Needs

A POSIX sh (dash, bash, busybox) with awk (mawk, gawk, busybox), iconv, mv, sed, tail and touch.

## Configuration

`desktops.txt` in the folder of `plugin.json` (`STATIONMASTER_PLUGIN_CONFIG`). Lines that begin with `#` are comments.

## Permissions

Reads its list; writes `states`, `stations` and `operations` in its state folder; opens no connection; starts only the
programs above.

## How to test it

`stationctl plugin check .` says what it does against the contract; with `--operate lab-2` also by starting, stopping and
assigning that desktop. By hand:

    printf '%s\n' \
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":{"min":1,"max":1},"agent":{"name":"me","version":"0"},"stateFolder":"/tmp"}}' \
      '{"jsonrpc":"2.0","id":2,"method":"desktops.watch","params":{}}' \
      | STATIONMASTER_PLUGIN_STATE=/tmp ./provider

"""##)
}
