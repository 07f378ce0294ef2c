import Conformance

extension BadPlugin {
  private static func bad(_ body: String) -> String {
    "class Bad(Plugin):\n"
      + body.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 + "\n" }
      .joined()
  }

  static let table: [BadPlugin] = [
    BadPlugin(
      .environment, "needs a variable of whoever starts it",
      bad("def run(self): \"STATIONMASTER_CHECK_TEST\" in os.environ and super().run()")),
    BadPlugin(.initialize, "ends at once", bad("def run(self): sys.exit(3)")),
    BadPlugin(.initialize, "hangs", isHanging: true, bad("def run(self): signal.pause()")),
    BadPlugin(.initialize, "refuses", bad("def initialize(self, params): raise Refusal(-32603)")),
    BadPlugin(
      .initialize, "leaves out its capabilities",
      bad(
        "def initialize(self, params): return dict(protocol=1, plugin=dict(name=\"x\", version=\"1\"))"
      )),
    BadPlugin(
      .version, "picks the highest",
      bad(
        """
        def initialize(self, params):
            result = super().initialize(params)
            return dict(result, protocol=params["protocol"]["max"])
        """)),
    BadPlugin(
      .version, "refuses with another code",
      bad(
        """
        def initialize(self, params):
            if params["protocol"]["min"] > 1: raise Refusal(-32603)
            return super().initialize(params)
        """)),
    BadPlugin(
      .version, "does not look at what is offered",
      bad(
        """
        def initialize(self, params):
            return super().initialize(dict(protocol=dict(min=1, max=1)))
        """)),
    BadPlugin(
      .order, "answers a watch before initialize",
      bad(
        "def early(self): return self.snapshot()")),
    BadPlugin(
      .unknownFields, "takes no others",
      bad(
        """
        def result(self, method, params):
            if "later" in params: raise Refusal(-32602)
            return super().result(method, params)
        """)),
    BadPlugin(
      .unknownMethod, "says yes to everything", bad("def unknown(self, method): return {}")),
    BadPlugin(
      .unknownMethod, "says nothing", isHanging: true,
      bad(
        """
        def answer(self, message):
            if "." not in message["method"] or "desktop" in message["method"]: super().answer(message)
        """)),
    BadPlugin(
      .unlisted, "does what it does not list",
      bad(
        """
        capabilities = ["desktops"]
        def unlisted(self, method, params): return {}
        """)),
    BadPlugin(
      .parameters, "takes any keep",
      bad("def gc(self, params): return super().gc(params) if params[\"keep\"] != 7 else {}")),
    BadPlugin(
      .parameters, "fails at a missing desktop",
      bad(
        """
        def check(self, method, params):
            try: super().check(method, params)
            except Refusal: raise Refusal(-32603)
        """)),
    BadPlugin(
      .ids, "gives ids back as text",
      bad(
        "def answer(self, message): super().answer(dict(message, id=str(message[\"id\"])))")),
    BadPlugin(
      .ids, "answers twice",
      bad(
        """
        def answer(self, message):
            super().answer(message)
            if message["method"] == "gc": self.say(id=message["id"], result={})
        """)),
    BadPlugin(
      .ids, "keeps 32 bits of an id", isHanging: true,
      bad(
        "def answer(self, message): super().answer(dict(message, id=message[\"id\"] % 2**32))")),
    BadPlugin(
      .atOnce, "takes a read for a line", isHanging: true,
      bad(
        """
        def lines(self):
            held = b""
            while True:
                data = os.read(0, 1 << 16)
                if not data: return
                whole = len(held + data) > 60000 or b"x" * 999 in held
                held = held + data if whole else data
                if whole and b"\\n" not in held: continue
                yield from held.split(b"\\n")
                held = b""
        """)),
    BadPlugin(
      .notifications, "answers a cancel",
      bad(
        "def notification(self, message): self.say(id=None, error=dict(code=-32601, message=\"no\"))"
      )),
    BadPlugin(.notJSON, "dies of it", bad("def garbage(self, line): sys.exit(1)")),
    BadPlugin(
      .notJSON, "takes it for a request",
      bad(
        """
        def garbage(self, line): self.say(id=99999, error=dict(code=-32700, message="?"))
        def notification(self, message): pass
        """)),
    BadPlugin(.longestLine, "reads 64 KiB", isHanging: true, bad("limit = 1 << 16")),
    BadPlugin(.tooLongLine, "dies of it", bad("def tooLong(self, line): sys.exit(1)")),
    BadPlugin(.watch, "refuses", bad("def watch(self, params): raise Refusal(-32005)")),
    BadPlugin(.watch, "hangs", isHanging: true, bad("def watch(self, params): signal.pause()")),
    BadPlugin(
      .watchAgain, "makes new ids each time",
      bad(
        """
        count = 0
        def snapshot(self):
            self.count += 1
            return super().snapshot()
        def ids(self): return ["a%d" % self.count]
        """)),
    BadPlugin(.restart, "makes ids of its own", bad("def ids(self): return [str(os.getpid())]")),
    BadPlugin(
      .gc, "deletes",
      bad(
        """
        gone = False
        def gc(self, params):
            result = super().gc(params)
            self.gone = len(params["keep"]) > 2
            return result
        def ids(self): return [] if self.gone else super().ids()
        """)),
    BadPlugin(
      .gc, "fails at an unknown id",
      bad(
        """
        def gc(self, params):
            if isinstance(params.get("keep"), list) and len(params["keep"]) > 2: raise Refusal(-32603)
            return super().gc(params)
        """)),
    BadPlugin(
      .gc, "answers with null",
      bad(
        "def gc(self, params): super().gc(params)")),
    BadPlugin(
      .noSuchDesktop, "says yes",
      bad(
        """
        def known(self, id): return "no-such" in id or super().known(id)
        def perform(self, method, id, params): id in self.ids() and super().perform(method, id, params)
        """)),
    BadPlugin(
      .sameOperation, "remembers what failed as done",
      bad(
        """
        seen = set()
        def operate(self, method, params):
            self.check(method, params)
            if "twice" in params["operation"]:
                if params["operation"] in self.seen: return {}
                self.seen.add(params["operation"])
            return super().operate(method, params)
        """)),
    BadPlugin(
      .power, "never shows it", isHanging: true,
      bad(
        """
        def perform(self, method, id, params):
            if method != "start": super().perform(method, id, params)
        """)),
    BadPlugin(
      .power, "starts twice",
      bad(
        """
        def again(self, done, method):
            if method == "start": self.saved["states"]["a"] = "running"
            return super().again(done, method)
        """)),
    BadPlugin(
      .power, "tells nobody", isHanging: true,
      bad(
        """
        def after(self, message):
            if message["method"].endswith(("assign", "gc")): super().after(message)
        """)),
    BadPlugin(
      .assign, "forgets at its end",
      bad(
        "def __init__(self):\n    super().__init__()\n    self.saved[\"stations\"] = {}")),
    BadPlugin(
      .assign, "does not let go", isHanging: true,
      bad(
        """
        def gc(self, params):
            if not isinstance(params.get("keep"), list): raise Refusal(-32602)
            return {}
        """)),
    BadPlugin(
      .assign, "cannot unassign", isHanging: true,
      bad(
        """
        def perform(self, method, id, params):
            if method != "unassign": super().perform(method, id, params)
        """)),
    BadPlugin(
      .reusedOperation, "takes an id for something else",
      bad(
        "def again(self, done, method): return {}")),
    BadPlugin(
      .output, "prints",
      bad(
        "def run(self):\n    self.raw(b\"starting up\\n\")\n    super().run()")),
    BadPlugin(.output, "ends within a line", bad("def end(self): self.raw(b\"bye\")")),
    BadPlugin(
      .output, "writes more than 1 MiB in a line",
      bad(
        """
        def gc(self, params):
            self.raw(b"x" * ((1 << 20) + 1) + b"\\n")
            return super().gc(params)
        """)),
    BadPlugin(
      .output, "is of JSON-RPC 1",
      bad(
        """
        def gc(self, params):
            self.raw(b'{"id":1,"result":{}}\\n')
            return super().gc(params)
        """)),
    BadPlugin(
      .snapshots, "has a bad first one",
      bad(
        "def desk(self, id): return dict(super().desk(id), kind=\"VM\")")),
    BadPlugin(
      .snapshots, "has a bad later one",
      bad(
        """
        def changed(self):
            bad = dict(self.snapshot(), desktops=[dict(id="a")])
            self.say(method="desktops.snapshot", params=bad)
            super().changed()
        """)),
    BadPlugin(
      .snapshots, "speaks before it is asked",
      bad(
        """
        def initialize(self, params):
            self.changed()
            return super().initialize(params)
        """)),
    BadPlugin(
      .revisions, "stands still",
      bad(
        """
        def changed(self):
            self.say(method="desktops.snapshot", params=dict(self.snapshot(), revision=1))
            super().changed()
        """)),
    BadPlugin(
      .revisions, "changes without counting",
      bad(
        """
        turn = 0
        def watch(self, params):
            self.turn += 1
            return dict(super().watch(params), revision=1)
        def desk(self, id): return dict(super().desk(id), name="n%d" % self.turn)
        """)),
    BadPlugin(.closing, "stays", isHanging: true, bad("def end(self): signal.pause()")),
    BadPlugin(.closing, "ends with status 1", bad("def end(self): sys.exit(1)")),
    BadPlugin(
      .leftovers, "leaves a child", isHanging: true,
      bad(
        """
        import subprocess
        def end(self): self.subprocess.Popen(["sleep", "600"], stdin=-3, stdout=-3)
        """)),
    BadPlugin(
      .leftovers, "leaves a child that holds its output", isHanging: true,
      bad(
        "import subprocess\ndef end(self): self.subprocess.Popen([\"sleep\", \"600\"])")),
    BadPlugin(
      .terminating, "ignores SIGTERM", isHanging: true,
      bad(
        "def run(self):\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    super().run()")),
  ]
}
