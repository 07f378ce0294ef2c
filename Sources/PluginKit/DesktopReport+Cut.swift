import PluginProtocol
import StationModel

extension DesktopReport {
  /// So many desktops, those whose ids come first.
  func cut(to count: Int) -> DesktopReport {
    let first = desktops?.sorted { $0.id < $1.id }.prefix(count)
    return DesktopReport(health: health, desktops: first.map { Array($0) })
  }

  /// As many desktops as fit into one message, with the health that says so; nil if it is not for
  /// them that it does not fit.
  ///
  /// - Parameter listed: how many there are in truth.
  func fitting(
    listed: Int, _ line: (DesktopReport) throws(PluginError) -> [UInt8]
  ) throws(PluginError) -> DesktopReport? {
    guard let desktops, !desktops.isEmpty else { return nil }
    // The longest text that the health can have.
    let health = DesktopReport(health: health, desktops: []).saying(leftOutOf: listed).health
    let frame = try line(DesktopReport(health: health, desktops: [])).count
    let sorted = desktops.sorted { $0.id < $1.id }
    var room = Contract.lineLimit + 1 - frame
    var count = 0
    for desktop in sorted {
      // With the comma.
      room -= try line(DesktopReport(health: health, desktops: [desktop])).count - frame + 1
      guard room >= -1 else { break }
      count += 1
    }
    guard count < desktops.count else { return nil }
    let kept = DesktopReport(health: self.health, desktops: Array(sorted.prefix(count)))
    return kept.saying(leftOutOf: listed)
  }

  /// Says in its health how many desktops of so many are left out.
  func saying(leftOutOf listed: Int) -> DesktopReport {
    let left = listed - (desktops?.count ?? 0)
    var why = "\(left) of \(listed) desktops do not fit into one message"
    if let own = health.why, why.utf8.count + 2 + own.utf8.count <= 500 { why += "; " + own }
    let state = health.state == .ready ? .degraded : health.state
    return DesktopReport(health: Health(state, why: why), desktops: desktops)
  }
}
