import Conformance
import Testing

/// A plugin that breaks one rule and keeps all others.
struct BadPlugin: Sendable, CustomTestStringConvertible {
  var rule: Rule
  var what: String
  /// Python: a class `Bad` that changes something of `Plugin`.
  var script: String
  /// It hangs somewhere, so that a deadline has to pass.
  var isHanging: Bool

  var testDescription: String { rule.rawValue + ": " + what }

  /// It shows only when something is done with a desktop. All others are spared the time.
  var isOperated: Bool {
    [.power, .assign, .reusedOperation, .snapshots, .revisions].contains(rule)
  }

  init(_ rule: Rule, _ what: String, isHanging: Bool = false, _ script: String) {
    self.rule = rule
    self.what = what
    self.isHanging = isHanging
    self.script = script
  }

  /// A `script` with this in it.
  static func bad(_ body: String) -> String {
    "class Bad(Plugin):\n"
      + body.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 + "\n" }
      .joined()
  }

  /// A good plugin, in pieces that can be replaced.
  static let base = """
    import json, os, signal, sys
    class Refusal(Exception): pass
    class Plugin:
        capabilities = ["assign", "desktops", "power"]
        limit = 1 << 20
        def __init__(self):
            self.revision = 0
            self.greeted = self.watched = False
            self.path = os.environ["STATIONMASTER_PLUGIN_STATE"] + "/state.json"
            try: self.saved = json.load(open(self.path))
            except FileNotFoundError: self.saved = dict(states={}, stations={}, done={})
        def save(self): json.dump(self.saved, open(self.path, "w"))
        def raw(self, data): sys.stdout.buffer.write(data); sys.stdout.buffer.flush()
        def say(self, **message): self.raw(json.dumps(dict(jsonrpc="2.0", **message)).encode() + b"\\n")
        def ids(self): return ["a", "b"]
        def desk(self, id):
            desk = dict(id=id, name=id, kind="vm", template=False)
            desk["state"] = self.saved["states"].get(id, "stopped")
            if id in self.saved["stations"]: desk["station"] = self.saved["stations"][id]
            return desk
        def snapshot(self):
            self.revision += 1
            return dict(revision=self.revision, desktops=[self.desk(id) for id in self.ids()])
        def changed(self): self.say(method="desktops.snapshot", params=self.snapshot())
        def initialize(self, params):
            if not params["protocol"]["min"] <= 1 <= params["protocol"]["max"]: raise Refusal(-32001)
            self.greeted = True
            return dict(protocol=1, plugin=dict(name="bad", version="1"), capabilities=self.capabilities)
        def watch(self, params): self.watched = True; return self.snapshot()
        def gc(self, params):
            if not isinstance(params.get("keep"), list): raise Refusal(-32602)
            for id in list(self.saved["stations"]):
                if id not in params["keep"]: del self.saved["stations"][id]
            self.save()
            return {}
        def check(self, method, params):
            for key in ("operation", "desktop"):
                if not isinstance(params.get(key), str): raise Refusal(-32602)
            if method == "assign" and not isinstance(params.get("station"), dict): raise Refusal(-32602)
        def known(self, id): return id in self.ids()
        def operate(self, method, params):
            self.check(method, params)
            operation, id = params["operation"], params["desktop"]
            if not self.known(id): raise Refusal(-32003)
            done = self.saved["done"].get(operation)
            if done: return self.again(done, method)
            self.perform(method, id, params)
            self.saved["done"][operation] = method
            self.save()
            return {}
        def again(self, done, method):
            if done != method: raise Refusal(-32009)
            return {}
        def perform(self, method, id, params):
            if method == "start": self.saved["states"][id] = "running"
            if method == "stop": self.saved["states"][id] = "stopped"
            if method == "assign": self.saved["stations"][id] = params["station"]["key"]
            if method == "unassign": self.saved["stations"].pop(id, None)
        def unlisted(self, method, params): raise Refusal(-32601)
        def unknown(self, method): raise Refusal(-32601)
        def early(self): raise Refusal(-32002)
        def result(self, method, params):
            if method == "initialize": return self.initialize(params)
            if not self.greeted: return self.early()
            if method == "desktops.watch": return self.watch(params)
            if method == "gc": return self.gc(params)
            if method.startswith("desktop."):
                word = method[8:]
                needed = "power" if word in ("start", "stop") else "assign"
                if needed not in self.capabilities: return self.unlisted(word, params)
                return self.operate(word, params)
            return self.unknown(method)
        def garbage(self, line): self.say(id=None, error=dict(code=-32700, message="not JSON"))
        def notification(self, message): pass
        def answer(self, message):
            try: self.say(id=message["id"], result=self.result(message["method"], message["params"]))
            except Refusal as refusal:
                self.say(id=message["id"], error=dict(code=refusal.args[0], message="no"))
        def tooLong(self, line): pass
        def lines(self): return sys.stdin.buffer
        def take(self, line):
            if len(line) > self.limit + 1: return self.tooLong(line)
            if not line.strip(): return
            try: message = json.loads(line)
            except (ValueError, RecursionError): return self.garbage(line)
            if not isinstance(message, dict) or "method" not in message: return self.garbage(line)
            if "id" not in message: return self.notification(message)
            self.answer(message)
            self.after(message)
        def after(self, message):
            if message["method"].startswith(("desktop.", "gc")) and self.watched: self.changed()
        def end(self): pass
        def run(self):
            for line in self.lines(): self.take(line)
            self.end()

    """
}
