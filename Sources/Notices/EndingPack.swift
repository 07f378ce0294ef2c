public import StationModel

/// A pack with an end, whose licenses are in use.
public struct EndingPack: Sendable, Equatable {
  public var id: String
  public var issuer: String
  public var end: Timestamp
  /// How many of its licenses are held.
  public var held: Int
  /// How many holders would go short without it: those for whom no other pack makes up. With 0
  /// nothing is told.
  public var short: Int

  public init(id: String, issuer: String, end: Timestamp, held: Int, short: Int) {
    self.id = id
    self.issuer = issuer
    self.end = end
    self.held = held
    self.short = short
  }
}
