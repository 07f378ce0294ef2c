public import StationModel

/// A license source that gives nothing now, and why.
public struct SourceTrouble: Sendable, Equatable {
  /// As in ``SourcePicture``: `local` is the pool of this host.
  public var name: String
  public var state: SourceState

  public init(name: String, state: SourceState) {
    self.name = name
    self.state = state
  }
}

extension [SourceTrouble] {
  /// Those that are not reachable, by name; of two with one name always the same.
  var inOrder: [SourceTrouble] {
    let sorted = filter { $0.state != .reachable }.sorted {
      ($0.name, $0.state.name, $0.state.why ?? "") < ($1.name, $1.state.name, $1.state.why ?? "")
    }
    return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1].name != $1.name }.map(\.element)
  }
}
