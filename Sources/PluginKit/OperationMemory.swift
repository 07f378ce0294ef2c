import Glibc
import PluginProtocol

/// The operations that were done, kept beyond the end of the plugin: the host may ask for one again
/// after a restart, and then nothing may be done twice.
///
/// A file of the state folder, a line for each, appended as they are done. Losing it with the power is
/// harmless, since the host then begins anew as well.
struct OperationMemory: Sendable {
  /// So many are remembered. The host asks again within minutes or never.
  static let limit = 1000

  private let path: String?
  private var order: [String] = []
  private var done: [String: Operation] = [:]
  private var linesInFile = 0

  /// Nothing is kept without a folder.
  init(folder: String?) {
    path = folder.map { $0 + "/pluginkit-operations" }
    guard let path, let bytes = Self.read(path) else { return }
    var reader = LineReader()
    for case .line(let line) in reader.feed(bytes) {
      linesInFile += 1
      if let operation = Self.operation(line) { keep(operation) }
    }
  }

  /// What was done under this id.
  func operation(_ id: String) -> Operation? { done[id] }

  mutating func remember(_ operation: Operation) {
    keep(operation)
    guard let path else { return }
    // Twice the limit at most: then the file is written anew. So is one that cannot be ours.
    let isAnew = linesInFile >= Self.limit * 2 || !Self.isOursOrMissing(path)
    let lines = isAnew ? order.compactMap { done[$0] } : [operation]
    let bytes = lines.compactMap(Self.line).flatMap { $0 }
    let place = isAnew ? path + ".new" : path
    if isAnew { unlink(place) }
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (isAnew ? O_EXCL : O_APPEND)
    let descriptor = open(place, flags, 0o600)
    guard descriptor >= 0, Descriptors.writeAll(bytes, to: descriptor),
      !isAnew || rename(place, path) == 0
    else {
      PluginLog.write(
        .warning, "\(place) cannot be written: " + String(cString: strerror(errno)))
      if descriptor >= 0 { close(descriptor) }
      return
    }
    close(descriptor)
    linesInFile = isAnew ? lines.count : linesInFile + 1
  }

  private mutating func keep(_ operation: Operation) {
    if done.updateValue(operation, forKey: operation.id) == nil { order.append(operation.id) }
    if order.count > Self.limit { done[order.removeFirst()] = nil }
  }

  /// The request that it was; its id says nothing.
  private static func line(_ operation: Operation) -> [UInt8]? {
    try? Message.request(id: 0, method: operation.method, params: OperationParams(operation))
  }

  private static func operation(_ line: [UInt8]) -> Operation? {
    guard let message = try? Message(line: line), case .request(_, let word) = message.kind,
      let method = Contract.Method(rawValue: word)
    else { return nil }
    return try? message.params(as: OperationParams.self).asked(by: method)
  }

  /// A plugin that was another user before may have left something else in its place.
  private static func isOursOrMissing(_ path: String) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return errno == ENOENT }
    return isOurs(facts)
  }

  private static func isOurs(_ facts: stat) -> Bool {
    facts.st_mode & S_IFMT == S_IFREG && facts.st_uid == geteuid() && facts.st_nlink == 1
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, isOurs(facts) else {
      close(descriptor)
      return nil
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < 8 << 20 {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
