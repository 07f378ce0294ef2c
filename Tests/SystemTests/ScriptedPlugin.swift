import AgentInterface
import Glibc
import RigKit

/// A plugin in Python whose desktops stand in a file. It does what it is asked, and what a test
/// writes into the file meanwhile it tells the agent.
struct ScriptedPlugin {
  /// To be named in `folders`.
  let root: String
  private let name: String
  private var folder: String { root + "/" + name }

  init(
    _ room: Classroom, _ desktops: [[String: String]], named name: String = "vms",
    sandbox: Bool = false
  ) throws {
    root = room.desk.folder + "/plugins"
    self.name = name
    mkdir(root, 0o755)
    mkdir(folder, 0o755)
    try write(desktops)
    try writeText(Self.script, to: folder + "/plugin.py")
    try writeText(
      #"{"name": "\#(name)", "protocol": 1, "run": ["./plugin.py"], "sandbox": \#(sandbox)}"#,
      to: folder + "/plugin.json")
    chmod(folder + "/plugin.json", 0o644)
    allow(true)
  }

  /// Whether it may be run: if not, it cannot come back.
  func allow(_ isAllowed: Bool) { chmod(folder + "/plugin.py", isAllowed ? 0o755 : 0o644) }

  /// Desktops by their fields; what is not said is that of a stopped machine. `true` and `false`,
  /// lists and objects are no texts.
  func write(_ desktops: [[String: String]], health: String? = nil) throws {
    let list = desktops.map { fields in
      let all = ["name": "Desk", "kind": "vm", "state": "stopped", "template": "false"]
        .merging(fields) { $1 }
      let words = all.sorted { $0.key < $1.key }.map { key, value in
        let isWord = value == "true" || value == "false" || "[{".contains(value.prefix(1))
        return "\"\(key)\": " + (isWord ? value : "\"\(value)\"")
      }
      return "{" + words.joined(separator: ", ") + "}"
    }
    let health = health.map { #""health": {"state": "degraded", "why": "\#($0)"}, "# } ?? ""
    // Whole or not at all, since the plugin looks at any moment.
    try writeText(
      "{\(health)\"desktops\": [" + list.joined(separator: ", ") + "]}", to: folder + "/new")
    rename(folder + "/new", folder + "/desktops.json")
  }

  /// Its desktops, as it keeps them.
  var text: String { get throws { try readText(folder + "/desktops.json") } }

  func remove() { removeTree(folder) }

  /// With SIGKILL.
  func kill(of room: Classroom) async throws {
    let process = try await room.snapshot().plugins.first { $0.name == name }?.processID
    guard let process, Glibc.kill(pid_t(process), SIGKILL) == 0 else {
      throw RigError("the plugin \(name) does not run")
    }
  }

  private static let script = #"""
    #!/usr/bin/env python3
    import json, os, select, sys

    path = os.environ["STATIONMASTER_PLUGIN_CONFIG"] + "/desktops.json"
    revision, shown, told, rest = 0, None, {}, b""

    def read():
        with open(path) as file:
            return json.load(file)

    def write(data):
        with open(path + ".next", "w") as file:
            json.dump(data, file)
        os.rename(path + ".next", path)

    def send(message):
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()

    def snapshot():
        global revision, shown
        revision, shown = revision + 1, read()
        return {"revision": revision, **shown}

    def do(method, params):
        data = read()
        desktop = next((d for d in data["desktops"] if d["id"] == params["desktop"]), None)
        if desktop is None:
            return {"error": {"code": -32003, "message": "no such desktop"}}
        if desktop["id"] == "bad":
            return {"error": {"code": -32006, "message": "the hypervisor says no"}}
        sys.stderr.write("<5>%s of %s\n" % (method, desktop["id"]))
        sys.stderr.flush()
        if method == "desktop.start":
            desktop["state"] = "running"
        elif method == "desktop.stop":
            desktop["state"] = "stopped"
            desktop.pop("user", None)
        elif method == "desktop.assign":
            if desktop["template"]:
                made = dict(desktop, id=desktop["id"] + "-1", template=False)
                made["station"] = params["station"]["key"]
                data["desktops"].append(made)
            else:
                desktop["station"] = params["station"]["key"]
        else:
            desktop.pop("station", None)
        write(data)
        return {"result": {}}

    def answer(method, params):
        if method == "initialize":
            return {"result": {"protocol": 1, "plugin": {"name": "vms", "version": "1.0"},
                "capabilities": ["assign", "clone", "desktops", "power"]}}
        if method == "gc":
            sys.stderr.write("keep %s\n" % " ".join(sorted(params["keep"])))
            sys.stderr.flush()
            return {"result": {}}
        if method == "desktops.watch":
            return {"result": snapshot()}
        if params["operation"] not in told:
            told[params["operation"]] = do(method, params)
        return told[params["operation"]]

    while True:
        if select.select([0], [], [], 0.05)[0]:
            piece = os.read(0, 65536)
            if not piece:
                break
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                request = json.loads(line)
                if "id" in request:
                    send({"id": request["id"], **answer(request["method"], request["params"])})
        if shown is not None and read() != shown:
            send({"method": "desktops.snapshot", "params": snapshot()})
    """#
}
