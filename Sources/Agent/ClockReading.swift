import StationModel

/// What this computer's clocks show at one moment.
struct ClockReading: Sendable, Equatable {
  /// The clock on the wall, CLOCK_REALTIME: anybody may have set it to anything.
  var wall: Timestamp
  /// The time since the boot, sleep included, CLOCK_BOOTTIME. Nobody can set it.
  var uptime: Span
  /// The kernel's id of this boot; nil if it cannot be read.
  var boot: String?
  /// Whether the kernel is told that the wall clock follows a reference. Not known counts as no.
  var isSynchronised: Bool
}

/// The ledger's time at one moment, beside what the clocks showed then: what is left of a life of the
/// agent for the next one.
struct TimeMark: Sendable, Equatable {
  var ledger: Timestamp
  var reading: ClockReading
  /// By how much the true time is ahead of the ledger's, as far as both were ever seen side by side;
  /// nil if the true time was never known. Time that was lost while the clock was wrong is not in it.
  var lead: Span?

  /// By how much the wall clock was ahead of the ledger's time.
  var difference: Span { reading.wall - ledger }
}
