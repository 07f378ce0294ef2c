import StationModel

/// Names that people see.
enum Names {
  /// Unicode scalars.
  static let limit = 64

  /// A name fit to be shown; where nothing of it is left, the one that a new station gets.
  static func shown(_ name: String, number: Int, key: StationKey) -> String {
    let clean = Label.clean(name, limit: limit)
    if !clean.isEmpty { return clean }
    return key == .host ? "Host" : "Station \(number)"
  }
}
