import PluginProtocol
import StationModel

extension Conversation {
  /// Takes a notification: its revision must pass the last one.
  func take(_ snapshot: DesktopSnapshot) async throws(PluginError) {
    if let revision, snapshot.revision <= revision {
      throw PluginError(
        .invalidParams, "revision is \(snapshot.revision) and does not grow: it was \(revision)")
    }
    await show(snapshot)
  }

  /// Takes an answer to `desktops.watch`: it may repeat the last revision, and then it should say the
  /// same. What does not is taken all the same, since it is the newest that is known.
  func take(answer snapshot: DesktopSnapshot) async throws(PluginError) {
    if let revision, snapshot.revision <= revision, let known = desktops,
      let listed = snapshot.report.desktops, Self.sorted(listed) != known
    {
      await report.violation(
        "it changed its desktops without saying so: they differ under revision "
          + "\(snapshot.revision), after \(revision)")
    }
    await show(snapshot)
  }

  private func show(_ snapshot: DesktopSnapshot) async {
    revision = max(revision ?? 0, snapshot.revision)
    await board.health(snapshot.report.health)
    guard let listed = snapshot.report.desktops else { return await showcase.doubt() }
    let sorted = Self.sorted(listed)
    let isFirst = desktops == nil
    desktops = sorted
    await showcase.show(sorted)
    for loss in await bindings.saw(sorted, afterRestart: isFirst) { losses.yield(loss) }
  }

  private static func sorted(_ desktops: [Desktop]) -> [Desktop] {
    desktops.sorted { $0.id < $1.id }
  }
}
