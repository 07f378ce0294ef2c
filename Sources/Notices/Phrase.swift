import StationModel

/// Parts of sentences that fill the slots of the table or follow its messages.
enum Phrase {
  static func shortage(_ pool: PoolPicture, of kind: StationKind, _ mode: LicenseMode) -> String {
    let licenses = mode == .perUser ? "user licenses" : "licenses"
    if pool.total <= 0 { return "there are no \(licenses)" }
    if pool.used < pool.total { return "none of the free \(licenses) covers \(kind.words)" }
    return pool.total == 1
      ? "the only \(licenses.dropLast()) is in use" : "all \(pool.total) \(licenses) are in use"
  }

  /// What may go on, and until when. Lengths of time count from `raisedAt`, when the present stage
  /// was told, since a text must stay true while it is on the board.
  static func mayBeUsed(_ stations: [StationName], until: Timestamp, from raisedAt: Timestamp)
    -> String
  {
    let length =
      raisedAt < until ? ", \((until - raisedAt).words) after this notice" : ""
    return "\(StationName.text(stations).sentenceStart) may be used without one until "
      + "\(stations.count == 1 ? "its" : "their") grace ends on \(until.utcText)\(length)"
  }

  static func isWithout(_ stations: [StationName], since: Timestamp, orLater: Bool = false)
    -> String
  {
    "\(StationName.text(stations).sentenceStart) \(stations.count == 1 ? "has" : "have") been "
      + "without license or grace since \(since.utcText)\(orLater ? " or later" : ""). "
      + "Sessions that are open there go on."
  }

  static func isNotLicensed(_ stations: [StationName]) -> String {
    "\(StationName.text(stations)) \(stations.count == 1 ? "is" : "are") not licensed"
  }

  /// "ada and ben", "ada, ben, cy and 4 more".
  static func people(_ names: [String]) -> String {
    let shown = names.prefix(names.count == 4 ? 4 : 3).map(oneLine)
    let words = shown + (names.count > shown.count ? ["\(names.count - shown.count) more"] : [])
    return words.isEmpty ? "somebody" : StationName.joined(words)
  }

  static func have(_ names: [String]) -> String {
    people(names) + (names.count > 1 ? " have" : " has")
  }

  static func missing(_ count: Int) -> String {
    count == 1 ? "1 user license is missing" : "\(count) user licenses are missing"
  }

  static func held(_ count: Int) -> String {
    count == 1 ? "1 of its licenses is in use" : "\(count) of its licenses are in use"
  }

  static func short(_ count: Int) -> String {
    count == 1 ? "1 holder goes" : "\(count) holders go"
  }

  /// The license source by its name; nil for one that is not named.
  static func source(_ name: String?) -> String {
    switch name {
    case nil: "the license source"
    case SourcePicture.local: "the license pool of this host"
    case let name?: "the license source \(oneLine(name))"
    }
  }

  /// What came from another room as the rest of a sentence or as a whole one, as a whole one.
  static func sentence(_ text: String, limit: Int = 300) -> String {
    let clean = Label.clean(text, limit: limit)
    guard let last = clean.last else { return "" }
    return clean.sentenceStart + (last == "." || last == "!" || last == "?" ? "" : ".")
  }

  /// The same as a part of a sentence, without its full stop.
  static func clause(_ text: String, limit: Int = 300) -> String {
    let clean = Label.clean(text, limit: limit)
    return clean.hasSuffix(".") ? String(clean.dropLast()) : clean
  }
}
