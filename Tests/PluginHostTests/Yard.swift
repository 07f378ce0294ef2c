import Glibc
import PluginHost
import PluginProtocol
import StationModel
import Testing

/// A temporary place with a plugin folder and a state folder. Removed with its last reference.
final class Yard: Sendable {
  let root: String
  var plugins: String { root + "/plugins" }
  var state: String { root + "/state" }

  init() throws {
    var template = Array("/tmp/stationmaster-plugins-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    root = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    for folder in [root + "/plugins", root + "/state"] { mkdir(folder, 0o755) }
  }

  deinit { Self.remove(root) }

  /// Installs a plugin written in Python. The script goes on after ``prelude``.
  func install(_ name: String, python script: String, manifest: String? = nil) throws {
    try install(name, program: "#!/usr/bin/python3\n" + Self.prelude + script, manifest: manifest)
  }

  func install(_ name: String, program: String, manifest: String? = nil) throws {
    let folder = plugins + "/" + name
    mkdir(folder, 0o755)
    try write(program, to: folder + "/main", mode: 0o755)
    try write(
      manifest ?? #"{"name":"\#(name)","protocol":1,"run":["./main"]}"#, to: folder + "/plugin.json"
    )
  }

  /// Writes beside and renames over, as careful programs save.
  func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws {
    let descriptor = open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    try #require(descriptor >= 0)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      try #require(count > 0)
      done += count
    }
    fchmod(descriptor, mode)
    close(descriptor)
    try #require(rename(path + ".new", path) == 0)
  }

  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { remove(path + "/" + name) }
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// A plugin in a few lines: `hello()` shakes hands, `requests()` yields what comes.
  static let prelude = """
    import json, os, signal, sys
    out = sys.stdout.buffer
    def raw(data): out.write(data); out.flush()
    def say(**message): raw(json.dumps(dict(jsonrpc="2.0", **message)).encode() + b"\\n")
    def log(text): sys.stderr.write(text + "\\n"); sys.stderr.flush()
    def desk(id, state="running"):
        return dict(id=id, name=id.upper(), kind="vm", state=state, template=False)
    def answer(request, result): say(id=request["id"], result=result)
    def snapshot(revision, *ids):
        return dict(revision=revision, desktops=[desk(id) for id in ids])
    def notify(revision, *ids): say(method="desktops.snapshot", params=snapshot(revision, *ids))
    def requests():
        for line in sys.stdin.buffer: yield json.loads(line)
    CAPS = ["assign", "desktops", "power"]
    def greet(request):
        answer(request, dict(protocol=1, plugin=dict(name="t", version="7"), capabilities=CAPS))
    def refuse(request, code, message="no", **data):
        say(id=request["id"], error=dict(code=code, message=message, data=data))
    # Shakes hands, and hands over everything else.
    def serve_with(handle, revision, *ids):
        for request in requests():
            if request["method"] == "initialize": greet(request)
            elif request["method"] == "desktops.watch": answer(request, snapshot(revision, *ids))
            else: handle(request)
    def serve(revision, *ids, until=None):
        for request in requests():
            if request["method"] == "initialize": greet(request)
            elif request["method"] == "desktops.watch": answer(request, snapshot(revision, *ids))
            else: answer(request, {})
            if request["method"] == until: return

    """
}

/// Is there such a process that still runs? A zombie does not.
func isAlive(_ process: pid_t) -> Bool {
  guard let bytes = Yard.read("/proc/\(process)/stat"), !bytes.isEmpty else { return false }
  let state = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.first { $0 != " " }
  return state != "Z" && state != "X"
}
