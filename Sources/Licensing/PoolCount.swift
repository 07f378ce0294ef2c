/// The licenses by number, after the decision. Only those of the kind that the mode counts.
public struct PoolCount: Sendable, Equatable {
  /// Of all packs that are valid now; of an untrusted one only what is held. Saturates. Never less
  /// than `used`.
  public var total: Int
  /// Held by a lease that counts, also while the mode is `unset`.
  public var used: Int
  public var free: Int
  /// Stations that need a license and have none; under `per-user` those where somebody has none.
  public var short: Int
  /// Of the free ones: kept back for stations with a label.
  public var reserved: Int
  /// Under `per-user`: people in need who have none although there are user licenses.
  public var over: Int

  public init(total: Int, used: Int, free: Int, short: Int, reserved: Int = 0, over: Int = 0) {
    self.total = total
    self.used = used
    self.free = free
    self.short = short
    self.reserved = reserved
    self.over = over
  }
}
