/// Why the life of one process of a plugin is to end.
enum Ending: Sendable, Equatable {
  /// The agent stops, or an administrator asked for a restart.
  case asked
  /// Its end of a pipe was closed, as a rule because it exited: as a sentence.
  case closed(String)
  /// It did what cannot be gone on with: as a sentence.
  case trouble(String)
}
