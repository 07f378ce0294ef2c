/// Where somebody may sit of whom nothing is known: sessions that could not be read, that nobody looked at,
/// or whose person waits for a home.
public enum UncertainSeats: Sendable, Equatable {
  /// Anywhere.
  case everywhere
  /// At these seats, `seat-…`; with the empty name, at none of this computer.
  case at(Set<String>)

  public static let nowhere = UncertainSeats.at([])

  /// - Parameter seat: nil asks about sessions without a seat, such as those over the network.
  public func contains(_ seat: String?) -> Bool {
    switch self {
    case .everywhere: true
    case .at(let seats): seats.contains(seat ?? "")
    }
  }
}
