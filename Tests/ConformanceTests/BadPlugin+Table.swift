import Conformance

extension BadPlugin {
  static let table = handshake + desktops

  /// Those that break a rule of lines and of the handshake.
  private static let handshake: [BadPlugin] = [
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
      .order, "refuses with another code", bad("def early(self): raise Refusal(-32603)")),
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
  ]
}
