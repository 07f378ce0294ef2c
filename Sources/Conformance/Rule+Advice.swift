extension Rule {
  /// What to do when the rule is broken.
  public var advice: String {
    switch self {
    case .manifest:
      "Compare plugin.json with the table \"Life\" and docs/plugin-schema/manifest.json."
    case .permissions: "As its owner: chmod go-w FILE, or chown root FILE."
    case .environment:
      "Name programs by absolute paths, set what you need in the program itself, and read settings "
        + "from STATIONMASTER_PLUGIN_CONFIG."
    case .initialize:
      "Answer at once and begin slow work afterwards. Flush standard output after each line."
    case .version: "Compare 1 with min and max; answer -32001 if it is not between them."
    case .order: "Answer every request before initialize with the error -32002."
    case .unknownFields: "Look only at the fields that you know."
    case .unknownMethod: "End your list of methods with an error -32601 for all others."
    case .unlisted: "Answer -32601, or list the capability if you have it."
    case .parameters: "Check that each parameter is there and of its type before you use it."
    case .ids: "Copy the id of the request into its one answer, whole, as an integer."
    case .atOnce:
      "Read up to each LF and no further at a time, and answer every line, in any order."
    case .notifications: "Answer only what has an id."
    case .notJSON: "Catch the parser's error, answer -32700 with a null id or nothing, and go on."
    case .longestLine: "Read lines of up to 1,048,576 bytes without the LF."
    case .tooLongLine: "Skip it up to its LF, and go on."
    case .watch:
      "Answer with {\"revision\": …, \"desktops\": […]}; with health \"starting\" while you do not know."
    case .watchAgain: "Answer each watch with the whole list, in the same ids."
    case .restart:
      "Make ids from what lasts: a UUID, a name. Keep what you must in the state folder."
    case .gc: "Only let go of assignments of desktops that are not in keep; or answer -32601."
    case .noSuchDesktop: "Look the desktop up first, and answer -32003 if it is not there."
    case .sameOperation:
      "Remember the ids of operations that were done, and answer those with {} again."
    case .power: "Send a snapshot when a desktop's state changes."
    case .assign: "Keep the station's key in the state folder, and send a snapshot when it changes."
    case .reusedOperation:
      "Remember with each id what it was, and answer -32009 if it is not the same."
    case .output: "Print to standard error, and see that libraries and child programs do."
    case .snapshots:
      "Compare the field that is named with the tables of /usr/share/doc/stationmaster/plugins.md."
    case .revisions: "Count up by one with every change, and send nothing but the newest."
    case .closing: "End with status 0 when a read returns the end of the input."
    case .leftovers: "End your child programs before you end."
    case .terminating: "Leave SIGTERM to its default, or end in its handler."
    }
  }
}
