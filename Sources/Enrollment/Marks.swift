import StationModel

/// How far two descriptions of one part can be of the same thing.
extension DeviceMark {
  /// Nothing speaks against it: one model, and no number that both have and that differs.
  ///
  /// A serial number is told at once, so one that only one of them has speaks against it. A
  /// ContainerID may be learned later or never.
  func mayBe(_ other: DeviceMark) -> Bool {
    guard model == other.model, serial == other.serial else { return false }
    guard let container, let theirs = other.container else { return true }
    return container == theirs
  }

  /// The numbers by which it can be told from all others of its model: those that say something, and
  /// that no two things were ever seen to share.
  func tellingNumbers(distrusting shared: Set<SerialMark>) -> [SerialMark] {
    [serial.flatMap { Self.isTelling($0) ? $0 : nil }, container].compactMap(\.self)
      .map { SerialMark(model: model, serial: $0) }.filter { !shared.contains($0) }
  }

  /// Makers that have no numbers write such ones.
  private static func isTelling(_ serial: String) -> Bool {
    let letters = serial.lowercased().filter { $0.isLetter || $0.isNumber }
    guard letters.count >= 3, Set(letters).count > 1 else { return false }
    let rows = ["0123456789abcdef", "1234567890", "abcdefghijklmnopqrstuvwxyz", "9876543210"]
    if rows.contains(where: { $0.contains(letters) }) { return false }
    return !["none", "null", "unknown", "serial", "serialnumber", "default", "sn", "tbd"]
      .contains(letters)
  }

  /// With what was not known of it before.
  func learning(from newer: DeviceMark) -> DeviceMark {
    DeviceMark(
      model: model, serial: serial ?? newer.serial, container: container ?? newer.container)
  }
}

extension StationMarks {
  /// What is remembered after these parts were seen, and whether the hub is another one.
  func following(_ seen: StationMarks) -> (marks: StationMarks, isOtherHub: Bool) {
    func merge(_ old: DeviceMark?, _ new: DeviceMark?) -> DeviceMark? {
      guard let new else { return old }
      guard let old, old.mayBe(new) else { return new }
      return old.learning(from: new)
    }
    var isOtherHub = false
    if let old = hub, let new = seen.hub { isOtherHub = !old.mayBe(new) }
    let marks = StationMarks(
      hub: merge(hub, seen.hub), keyboard: merge(keyboard, seen.keyboard),
      pointer: merge(pointer, seen.pointer), display: merge(display, seen.display))
    return (marks, isOtherHub)
  }

  /// Could the same people have carried it from one socket to another? Hub, keyboard and pointer
  /// are of the same models, as far as both are known.
  func looksLike(_ other: StationMarks) -> Bool {
    guard let hub, let theirs = other.hub, hub.mayBe(theirs) else { return false }
    return [(keyboard, other.keyboard), (pointer, other.pointer)].allSatisfy { mine, theirs in
      guard let mine, let theirs else { return true }
      return mine.mayBe(theirs)
    }
  }
}
