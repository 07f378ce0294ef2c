import Synchronization

/// Makes the ids of operations: one prefix for each run of the agent, so that plugins which remember
/// ids over its restart never take a new operation for an old one.
enum OperationID {
  private static let prefix = String(UInt64.random(in: .min ... .max), radix: 16)
  private static let last = Atomic<UInt64>(0)

  static func next() -> String {
    prefix + "-" + String(last.wrappingAdd(1, ordering: .relaxed).newValue)
  }
}
