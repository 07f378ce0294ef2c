import CSystemd
import Glibc
public import Logging

/// A swift-log handler: to the journal with structured fields where the journal listens, else
/// lines on standard error. The metadata `message-id` is the entry's MESSAGE_ID; all others become
/// fields that begin with STATION_.
public struct JournalLog: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var logLevel: Logger.Level
  private let label: String
  private let toJournal: Bool

  public init(label: String, level: Logger.Level = .info) {
    self.label = label
    logLevel = level
    toJournal = Self.standardErrorIsJournal
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var fields = metadata
    if let extra = event.metadata { fields.merge(extra) { $1 } }
    if toJournal {
      send(event, fields)
    } else {
      let pairs = fields.filter { !Self.onlyForPrograms.contains($0.key) }
        .sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      writeAll("\(label): \(event.level): \(event.message)\(pairs)\n")
    }
  }

  private static let messageID = "message-id"
  /// What a line for people would only say again.
  private static let onlyForPrograms: Set<String> = [
    messageID, "summary", "next-step", "why", "name", "holder", "severity",
  ]

  /// systemd sets JOURNAL_STREAM to the device and inode of the stream that it connected
  /// (systemd.exec(5)); only if standard error is still that one does it lead to the journal.
  private static var standardErrorIsJournal: Bool {
    guard let stream = getenv("JOURNAL_STREAM").map({ String(cString: $0) }) else { return false }
    var info = stat()
    return fstat(2, &info) == 0 && stream == "\(info.st_dev):\(info.st_ino)"
  }

  private func send(_ event: LogEvent, _ fields: Logger.Metadata) {
    var lines = [
      "MESSAGE=\(event.message)", "PRIORITY=\(priority(event.level))",
      "SYSLOG_IDENTIFIER=\(label)",
    ]
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      let name = key == Self.messageID ? "MESSAGE_ID" : "STATION_" + fieldName(key)
      lines.append("\(name)=\(value)")
    }
    let buffers = lines.map { Array($0.utf8) }
    let vectors = buffers.map { bytes in
      let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
      memory.copyMemory(from: bytes, byteCount: bytes.count)
      return iovec(iov_base: memory, iov_len: bytes.count)
    }
    defer { for vector in vectors { vector.iov_base.deallocate() } }
    sd_journal_sendv(vectors, Int32(vectors.count))
  }

  private func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }

  private func fieldName(_ key: String) -> String {
    String(key.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  private func writeAll(_ line: String) {
    var bytes = ArraySlice(line.utf8)
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      if count <= 0 && errno != EINTR { return }
      if count > 0 { bytes = bytes.dropFirst(count) }
    }
  }
}
