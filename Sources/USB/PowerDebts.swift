import EventLoop
import Glibc
import StationModel
import Synchronization

/// The power that is owed to ports, in a file: who is killed while they have none gives it back at
/// the next start. The file is there only while something is owed.
public final class PowerDebts: Sendable {
  /// What the file of an earlier life said.
  public enum Found: Sendable, Equatable {
    case nothing
    case owed([PowerDebt])
    /// Of an earlier boot: the kernel gave every port its power since then.
    case outdated
    /// Nothing of it is done; it lies now at `aside`, where there could be made room for it.
    case unreadable(why: String, aside: String?)
  }

  private let path: String
  private let boot: String
  private let open = Mutex<[PowerDebt]>([])

  public convenience init(path: String) {
    let boot = try? String(
      validating: readWhole("/proc/sys/kernel/random/boot_id", limit: 100), as: UTF8.self)
    self.init(path: path, boot: boot.map { String($0.prefix { $0 != "\n" }) } ?? "unknown")
  }

  init(path: String, boot: String) {
    self.path = path
    self.boot = boot
  }

  /// Reads what an earlier life left. Once, before the first port is switched.
  public func load() -> Found {
    let bytes: [UInt8]
    do throws(USBError) { bytes = try readWhole(path, limit: DebtText.limit, isOurs: true) } catch {
      return error.kind == .missing ? .nothing : setAside(error.description)
    }
    guard let found = String(validating: bytes, as: UTF8.self).flatMap({ DebtText($0) }) else {
      return setAside("\(path) is not what the agent writes")
    }
    if found.boot != boot {
      try? write([])
      return .outdated
    }
    open.withLock { $0 = found.debts }
    return .owed(found.debts)
  }

  /// Durable when it returns. Nothing may be switched if it cannot be written.
  func owe(_ debt: PowerDebt) throws(USBError) {
    try open.withLock { debts throws(USBError) in
      let all = debts.filter { $0.station != debt.station } + [debt]
      try write(all)
      debts = all
    }
  }

  /// A file that cannot be removed does no harm: the power is given once more at the next start.
  func settle(_ station: StationKey) {
    open.withLock { debts in
      debts.removeAll { $0.station == station }
      try? write(debts)
    }
  }

  /// Gives the ports of a debt their power and forgets it; throws what is left to do by hand. What is
  /// not there any more gets its power when it comes back. Blocks nobody, and ends by a deadline.
  public func repay(_ debt: PowerDebt) async throws(USBError) {
    let late = USBError(.failed, "the hub did not answer within 10 s")
    try await withDeadline(.seconds(10), late: .failure(late)) {
      await onOwnThread { Result { () throws(USBError) in try self.giveBack(debt) } }
    }.get()
  }

  private func giveBack(_ debt: PowerDebt) throws(USBError) {
    var failure: USBError?
    for port in debt.ports.reversed() {
      do throws(USBError) {
        if let file = DisableFile(port) {
          try give(file, number: port.port)
        } else {
          try checkNode(port)
          try give(try openPort(port), number: port.port)
        }
      } catch {
        if error.kind != .missing { failure = error }
      }
    }
    if let failure { throw failure }
    settle(debt.station)
  }

  /// The number of a node goes to another device when the hub has gone.
  private func checkNode(_ port: HubPort) throws(USBError) {
    guard let node = port.node else { return }
    let bytes = try readWhole(port.hub.text + "/uevent", limit: 64 * 1024)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let names = ["DEVNAME=" + node, "DEVNAME=" + node.dropFirst("/dev/".count)]
    if !lines.contains(where: { names.contains(String($0)) }) {
      throw USBError(.missing, "\(node) is another device now")
    }
  }

  private func setAside(_ why: String) -> Found {
    let aside = path + ".unreadable"
    return .unreadable(why: why, aside: rename(path, aside) == 0 ? aside : nil)
  }

  private func write(_ debts: [PowerDebt]) throws(USBError) {
    if debts.isEmpty {
      if unlink(path) != 0, errno != ENOENT { throw USBError(failedTo: "remove \(path)") }
      return
    }
    guard let text = DebtText(boot: boot, debts: debts).text else {
      throw USBError(.failed, "the ports cannot be written down in \(path)")
    }
    try writeDurably(text, to: path)
  }
}
