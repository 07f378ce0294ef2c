/// How long runs are waited for, and when one that failed is tried again.
struct HookPatience: Sendable {
  /// Between one attempt and the next; after the last of them it is given up.
  var rests: [Duration] = [.seconds(60), .seconds(300), .seconds(1800)]
  /// For systemd's answer, in milliseconds.
  var answer: UInt64 = 10_000
  /// After which a unit whose end was not heard counts as failed. The unit's own limit is below.
  var longest = Duration.seconds(120)
}
