import StationModel

extension Change.StationEvent {
  /// An administrator said something of the station.
  var isArranging: Bool {
    switch self {
    case .renamed, .bound, .arranged, .disabled, .enabled: true
    case .enrolled, .absent, .returned, .moved, .rebased, .hubReplaced, .refitted: false
    }
  }
}

extension Change {
  /// Packs are checked again after it: their rows, or who holds licenses of them, changed.
  var concernsPacks: Bool {
    switch self {
    case .addPack, .removePack, .convertPack, .lease: true
    default: false
    }
  }
}
