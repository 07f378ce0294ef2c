import StationModel

/// Kinds of stations as bits, so that a pack's coverage and a person's seats are compared at once.
struct Coverage: OptionSet, Hashable {
  let rawValue: UInt8

  static let none: Coverage = []

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ kind: StationKind) {
    switch kind {
    case .host: rawValue = 1
    case .physical: rawValue = 2
    case .network: rawValue = 4
    case .desktop: rawValue = 8
    }
  }

  init(_ kinds: Set<StationKind>) {
    self = kinds.reduce(into: []) { $0.formUnion(Coverage($1)) }
  }

  var count: Int { rawValue.nonzeroBitCount }

  func meets(_ other: Coverage) -> Bool { !isDisjoint(with: other) }

  /// `physical`, `desktop or physical`.
  var words: String {
    StationKind.allCases.filter { contains(Coverage($0)) }.map(\.rawValue).sorted()
      .joined(separator: " or ")
  }
}
