import DBus
import PluginKit
import PluginProtocol

extension MachineRoom {
  func assign(_ name: String, to station: AssignedStation) async throws(PluginError) {
    let (bus, list) = try known(name)
    guard AssignmentBook.isKey(station.key) else {
      throw PluginError(.invalidParams, "station.key is not 1 to 256 bytes of plain text")
    }
    if list.isTemplate(name) { return try await copy(name, for: station, bus, list) }
    try rewrite { $0.stations[name] = station.key }
  }

  func unassign(_ name: String) throws(PluginError) {
    // Also where the machine has gone meanwhile: to forget needs nobody.
    if book.stations[name] == nil { _ = try known(name) }
    try rewrite { $0.stations[name] = nil }
  }

  /// How long a copy may take until it counts as accepted: what can be refused is refused at once, and
  /// the rest takes as long as the disk.
  private static let copyPatience = Duration.seconds(5)
  /// Milliseconds until machined has answered about a copy, however large.
  private static let copyLimit: UInt64 = 3_600_000

  private func copy(
    _ template: String, for station: AssignedStation, _ bus: Connection, _ list: MachineList
  ) async throws(PluginError) {
    let before = book.copy(of: template, for: station.key)
    if let before, list.picture.images[before] != nil || copying[before] != nil {
      return try rewrite { $0.stations[before] = station.key }
    }
    let taken = Set(list.picture.images.keys).union(list.picture.machines.keys).union(
      book.copies.keys)
    let name =
      before ?? MachineName.copy(of: template, station: station.number, taken: taken)
    // Before it is there: the plugin may end at any moment, and a copy that nobody knows is no desktop.
    try rewrite {
      $0.copies[name] = .init(template: template, station: station.key, unfinished: true)
      $0.stations[name] = station.key
    }
    copying[name] = false
    let (answers, answer) = AsyncStream<PluginError?>.makeStream()
    Task {
      do throws(DBusError) {
        _ = try await bus.call(
          Machined.name, Machined.path, Machined.manager, "CloneImage",
          [.string(template), .string(name), .bool(false)], timeoutMilliseconds: Self.copyLimit)
        finish(copy: name, nil)
        answer.yield(nil)
      } catch {
        // Of a former life of this plugin: machined goes on without it.
        let isUnderWay =
          before != nil && error.name == Machined.busName + ".Error.FileExists"
        let error =
          isUnderWay
          ? PluginError(.busy, "the copy \(name) is still being made", retryAfter: 10)
          : pluginError(error, .copy, template)
        finish(copy: name, error)
        answer.yield(error)
      }
      answer.finish()
    }
    let alarm = Task {
      try await Task.sleep(for: Self.copyPatience)
      answer.finish()
    }
    defer { alarm.cancel() }
    for await case let error? in answers { throw error }
    if copying[name] != nil { copying[name] = true }
  }

  private func finish(copy name: String, _ error: PluginError?) {
    let wasAccepted = copying.removeValue(forKey: name) ?? false
    if let error {
      let text = "\(name) could not be made from its template: \(error.message)"
      PluginLog.write(.error, text)
      if wasAccepted { copyTrouble = text }
      // machined may still be at it if it only did not answer.
      if ![.unavailable, .busy].contains(error.code) {
        try? rewrite {
          $0.copies[name] = nil
          $0.stations[name] = nil
        }
      }
      publish()
    } else {
      copyTrouble = nil
      try? rewrite { $0.copies[name]?.unfinished = nil }
    }
    look()
  }

  /// Copies that were begun by a former life of this plugin and are not there: nobody was told how
  /// they ended, or the host was told that they will be.
  var lostCopies: [String] {
    guard let images = list?.picture.images else { return [] }
    return book.copies.keys.filter { name in
      book.copies[name]?.unfinished == true && copying[name] == nil && images[name] == nil
    }.sorted()
  }

  var lostCopyTrouble: String? {
    guard let name = lostCopies.first, let template = book.copies[name]?.template else {
      return nil
    }
    return "The copy \(name) of \(template) was not finished when the plugin ended: "
      + "assign \(template) to that station again."
  }

  /// Notes the copies that have appeared although nobody waited for them.
  func noteFinishedCopies() {
    guard let images = list?.picture.images else { return }
    for (name, copy) in book.copies
    where copy.unfinished == true && copying[name] == nil && images[name] != nil {
      try? rewrite { $0.copies[name]?.unfinished = nil }
    }
  }
}
