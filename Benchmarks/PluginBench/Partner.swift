import Glibc

/// The other end: as little work as a plugin can do, so that what is measured is the host.
enum Partner {
  /// Answers each line with so many bytes.
  static func echo(bytes: Int) {
    let answer = [UInt8](repeating: 0x79, count: max(1, bytes - 1)) + [0x0A]
    lines { _ in say(answer) }
  }

  /// Speaks the contract by looking for a few words. Each `desktop.stop` changes one desktop.
  static func plugin(desktops: Int) {
    var revision = 1
    lines { line in
      let id = number(in: line)
      if line.contains("\"initialize\"") {
        say(
          Array(
            (#"{"jsonrpc":"2.0","id":\#(id),"result":{"protocol":1,"plugin":{"name":"bench","#
              + #""version":"1"},"capabilities":["desktops","power"]}}"# + "\n").utf8))
      } else if line.contains("\"desktops.watch\"") {
        say(
          Array(#"{"jsonrpc":"2.0","id":\#(id),"result":"#.utf8)
            + list(desktops, revision) + Array("}\n".utf8))
      } else {
        say(answer(id: id))
        if line.contains("\"desktop.stop\"") {
          revision += 1
          say(snapshot(desktops: desktops, revision: revision))
        }
      }
    }
  }

  static func question(id: Int) -> [UInt8] {
    Array(
      (#"{"id":\#(id),"jsonrpc":"2.0","method":"desktop.start","params":{"desktop":"d0","#
        + #""operation":"0123456789abcdef-\#(id)"}}"# + "\n").utf8)
  }

  static func answer(id: Int) -> [UInt8] {
    Array((#"{"jsonrpc":"2.0","id":\#(id),"result":{}}"# + "\n").utf8)
  }

  static func snapshot(desktops: Int, revision: Int) -> [UInt8] {
    Array(#"{"jsonrpc":"2.0","method":"desktops.snapshot","params":"#.utf8)
      + list(desktops, revision) + Array("}\n".utf8)
  }

  private static func list(_ desktops: Int, _ revision: Int) -> [UInt8] {
    var text = #"{"revision":\#(revision),"desktops":["#
    for index in 0..<desktops {
      let name = index == desktops / 2 ? "Desktop after \(revision)" : "Desktop \(index)"
      text += index == 0 ? "" : ","
      text +=
        #"{"id":"d\#(index)","name":"\#(name)","kind":"vm","state":"running","template":false}"#
    }
    return Array((text + "]}").utf8)
  }

  private static func number(in line: String) -> Int {
    guard let start = line.firstRange(of: "\"id\":")?.upperBound else { return 0 }
    return Int(line[start...].prefix { $0.isNumber }) ?? 0
  }

  private static func lines(_ take: (String) -> Void) {
    var rest: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      guard count > 0 else { return }
      rest += buffer[..<count]
      while let end = rest.firstIndex(of: 0x0A) {
        take(String(decoding: rest[..<end], as: UTF8.self))
        rest.removeSubrange(...end)
      }
    }
  }

  private static func say(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { exit(1) }
      done += count
    }
  }
}
