/// What is checked: each rule has a name, the sentence of docs/plugins.md that it comes from, and what
/// an author does who broke it.
public enum Rule: String, Sendable, CaseIterable {
  case manifest, permissions, environment
  case initialize, version, order
  case unknownFields = "unknown-fields"
  case unknownMethod = "unknown-method"
  case unlisted, parameters, ids
  case atOnce = "at-once"
  case notifications
  case notJSON = "not-json"
  case longestLine = "longest-line"
  case tooLongLine = "too-long-line"
  case watch
  case watchAgain = "watch-again"
  case restart, gc
  case noSuchDesktop = "no-such-desktop"
  case sameOperation = "same-operation"
  case power, assign
  case reusedOperation = "reused-operation"
  case output, snapshots, revisions
  case closing, leftovers, terminating

  /// What a plugin that keeps the rule does, in a few words.
  public var title: String {
    switch self {
    case .manifest: "plugin.json can be read and names what to run"
    case .permissions: "nobody else can change the plugin"
    case .environment: "it works with the agent's environment alone"
    case .initialize: "it answers initialize within 10 s"
    case .version: "it picks a version that is offered, or says that there is none"
    case .order: "it answers what comes before initialize with -32002"
    case .unknownFields: "it ignores fields that it does not know"
    case .unknownMethod: "it answers a method that it does not know with -32601"
    case .unlisted: "it answers what it does not list with -32601"
    case .parameters: "it answers bad parameters with -32602"
    case .ids: "it gives ids back as they came, each once"
    case .atOnce: "it takes several requests at once, and lines in pieces"
    case .notifications: "it answers no notification"
    case .notJSON: "a line that is not JSON does not stop it"
    case .longestLine: "it reads a line of 1 MiB"
    case .tooLongLine: "a line beyond 1 MiB does not stop it"
    case .watch: "it lists its desktops"
    case .watchAgain: "a second watch has the same desktops"
    case .restart: "its desktops have the same ids after a restart"
    case .gc: "it takes gc, and loses no desktop by it"
    case .noSuchDesktop: "it answers an operation on no desktop with -32003"
    case .sameOperation: "the same operation again gets the same answer"
    case .power: "it starts and stops the desktop, and the snapshots show it"
    case .assign: "it remembers the station, shows it, and lets it go"
    case .reusedOperation: "an operation's id is not taken for something else"
    case .output: "standard output is for the protocol only"
    case .snapshots: "every snapshot keeps the rules"
    case .revisions: "revisions grow"
    case .closing: "it ends by itself when its standard input is closed"
    case .leftovers: "nothing that it started is left behind"
    case .terminating: "SIGTERM ends it"
    }
  }

  /// A piece of docs/plugins.md, word for word but for line breaks.
  public var sentence: String {
    switch self {
    case .manifest:
      "`name` is 1 to 32 of `a-z`, `0-9`, `-`, and the folder's name."
    case .permissions:
      "each must belong to root or to the agent's user and be writable by neither its group nor everyone."
    case .environment: "no other open files, and only this environment"
    case .initialize: "**initialize** is the first request;"
    case .version: "It picks a version between `min` and `max`"
    case .order: "| -32002 | not before `initialize` |"
    case .unknownFields: "Unknown fields are ignored."
    case .unknownMethod: "| -32601 | unknown method |"
    case .unlisted: "The host never asks for what is not listed."
    case .parameters: "| -32602 | bad parameters |"
    case .ids: "answers late, twice, or what was not asked"
    case .atOnce: "At most 32 wait for answers at one time"
    case .notifications: "**cancel** is a notification of the host"
    case .notJSON: "| -32700 | the line is not JSON |"
    case .longestLine: "One JSON object per line, UTF-8, ended by LF, at most 1 MiB"
    case .tooLongLine: "it is never held in memory"
    case .watch: "**desktops.watch** is answered with all desktops."
    case .watchAgain: "Every 5 minutes the host asks again"
    case .restart: "the same desktop always has the same id"
    case .gc: "it never stops or deletes a desktop"
    case .noSuchDesktop: "| -32003 | no such desktop |"
    case .sameOperation: "The same id is the same operation"
    case .power: "the truth follows in the next snapshots"
    case .assign: "remembers the station beyond the end of the plugin and shows it as `station`"
    case .reusedOperation: "the operation's id was something else before"
    case .output: "**Standard output** is for the protocol only."
    case .snapshots: "A snapshot is taken as a whole or not at all."
    case .revisions: "grows with every snapshot of one run of the plugin"
    case .closing: "The host closes standard input: the plugin ends by itself."
    case .leftovers: "so that nothing that it started is left behind"
    case .terminating: "After 2 s its process group gets SIGTERM"
    }
  }
}
