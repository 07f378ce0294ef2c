/// What is on the screen, for the next life of this program: a text of a few lines.
///
/// It counts only for the same server of the same bus: ids are nobody else's.
struct ScreenMemory: Equatable, Sendable {
  /// The session bus's own id.
  var bus: String
  /// The server's unique name.
  var server: String
  var alone: [Line] = []
  var digest: UInt32?
  var inDigest: [Line] = []

  struct Line: Equatable, Sendable {
    var serverID: UInt32
    var stage: String
    var notice: String
  }

  static let largest = 262_144
  private static let head = "stationmaster-screen 1"

  init(bus: String, server: String) {
    self.bus = bus
    self.server = server
  }

  init(_ screen: Screen, bus: String, server: String) {
    self.init(bus: bus, server: server)
    digest = screen.digest?.serverID
    for (notice, entry) in screen.entries.sorted(by: { $0.key < $1.key })
    where Self.isPlain(notice) && Self.isPlain(entry.stage) {
      switch entry.place {
      case .alone(let id):
        alone.append(Line(serverID: id, stage: entry.stage, notice: notice))
      case .inDigest:
        inDigest.append(Line(serverID: digest ?? 0, stage: entry.stage, notice: notice))
      case .lost, .done: continue
      }
    }
  }

  var text: String {
    var lines = [Self.head, "bus\t" + bus, "server\t" + server]
    lines += alone.map { "notice\t\($0.serverID)\t\($0.stage)\t\($0.notice)" }
    lines += inDigest.map { "digest\t\($0.serverID)\t\($0.stage)\t\($0.notice)" }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Nil for anything but what ``text`` gives.
  init?(text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.largest, lines.count >= 4, lines.removeLast().isEmpty,
      lines[0] == Self.head, let bus = Self.value("bus", lines[1]),
      let server = Self.value("server", lines[2])
    else { return nil }
    self.init(bus: bus, server: server)
    for line in lines.dropFirst(3) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4, let id = UInt32(fields[1]), id > 0, !fields[3].isEmpty,
        fields.allSatisfy(Self.isPlain)
      else { return nil }
      let one = Line(serverID: id, stage: fields[2], notice: fields[3])
      switch fields[0] {
      case "notice": alone.append(one)
      case "digest":
        if let digest, digest != id { return nil }
        digest = id
        inDigest.append(one)
      default: return nil
      }
    }
    let ids = alone.map(\.serverID) + (digest.map { [$0] } ?? [])
    let notices = (alone + inDigest).map(\.notice)
    if Set(ids).count != ids.count || Set(notices).count != notices.count { return nil }
  }

  private static func value(_ name: String, _ line: Substring) -> String? {
    guard line.hasPrefix(name + "\t") else { return nil }
    let value = String(line.dropFirst(name.count + 1))
    return !value.isEmpty && isPlain(value) ? value : nil
  }

  /// Fits between two tabs of a line.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.count <= 1000 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
  }
}

extension Screen {
  /// As an earlier life of this program left it.
  init(_ memory: ScreenMemory) {
    for line in memory.alone {
      entries[line.notice] = Entry(
        stage: line.stage, content: nil, place: .alone(line.serverID))
    }
    guard let serverID = memory.digest else { return }
    digest = Digest(serverID: serverID, content: nil, since: -Self.moment)
    for line in memory.inDigest {
      entries[line.notice] = Entry(stage: line.stage, content: nil, place: .inDigest)
    }
  }
}
