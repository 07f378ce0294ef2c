import Conformance

extension BadPlugin {
  /// Those that break a rule of desktops, operations and endings.
  static let desktops: [BadPlugin] = [
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
      .gc, "lets go of what is kept",
      bad(
        """
        def __init__(self):
            super().__init__()
            self.saved["stations"].setdefault("a", "k")
        def gc(self, params):
            result = super().gc(params)
            self.saved["stations"] = {}
            return result
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
