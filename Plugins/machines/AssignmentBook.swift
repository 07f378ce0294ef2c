import PluginProtocol

/// Which machine is assigned to which station, and which of them were made for that.
struct AssignmentBook: Sendable, Equatable {
  /// The station's key, by the machine's name.
  var stations: [String: String] = [:]
  /// What was copied from a template, by the copy's name. Stays when the assignment ends: it is a
  /// desktop from then on.
  var copies: [String: Copy] = [:]

  struct Copy: Sendable, Equatable, Codable {
    var template: String
    /// The key of the station that it was made for.
    var station: String
    /// True from the moment that it was asked for until it is there: the plugin may end meanwhile.
    var unfinished: Bool?
  }

  /// More than any host has.
  static let limit = 10_000

  /// The copy of that template that was made for that station, unless another one has it by now.
  func copy(of template: String, for station: String) -> String? {
    copies.filter { name, copy in
      copy.template == template && copy.station == station
        && [nil, station].contains(stations[name])
    }.keys.min()
  }

  /// Lets go of what is held for others.
  mutating func keep(_ ids: Set<String>) {
    stations = stations.filter { ids.contains($0.key) }
  }
}

extension AssignmentBook: Codable {
  private enum Key: String, CodingKey { case stations, copies }

  /// Checks every name and key, because the file may have been written by anybody.
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    stations = try fields.decode([String: String].self, forKey: .stations)
    copies = try fields.decode([String: Copy].self, forKey: .copies)
    guard stations.count <= Self.limit, copies.count <= Self.limit else {
      throw PluginError(.invalidParams, "it holds more than \(Self.limit) machines")
    }
    let names = Set(stations.keys).union(copies.keys).union(copies.values.map(\.template))
    if let bad = names.filter({ !MachineName.isValid($0) }).min() {
      throw PluginError(
        .invalidParams, "\"" + PlainText.line(bad, limit: 60) + "\" is no machine's name")
    }
    for key in Array(stations.values) + copies.values.map(\.station) {
      guard Self.isKey(key) else {
        throw PluginError(
          .invalidParams, "\"" + PlainText.line(key, limit: 60) + "\" is no station's key")
      }
    }
  }

  /// The rule of docs/plugins.md for texts.
  static func isKey(_ text: String) -> Bool {
    (1...256).contains(text.utf8.count) && text.unicodeScalars.allSatisfy(PlainText.isHarmless)
  }
}
