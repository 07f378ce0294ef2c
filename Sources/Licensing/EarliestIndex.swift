import StationModel

/// The earliest of many moments, of which one can be changed in O(log n).
struct EarliestIndex {
  private let base: Int
  /// A binary tree in an array: node 1 is the root, `base + i` is moment `i`.
  private var moments: [Int64]

  static let never = Timestamp(milliseconds: .max)

  init(_ leaves: [Timestamp]) {
    var base = 1
    while base < leaves.count { base *= 2 }
    self.base = base
    moments = Array(repeating: .max, count: base * 2)
    for (index, leaf) in leaves.enumerated() { moments[base + index] = leaf.milliseconds }
    for node in stride(from: base - 1, to: 0, by: -1) {
      moments[node] = min(moments[node * 2], moments[node * 2 + 1])
    }
  }

  mutating func set(_ index: Int, _ moment: Timestamp) {
    var node = base + index
    moments[node] = moment.milliseconds
    while node > 1 {
      node /= 2
      moments[node] = min(moments[node * 2], moments[node * 2 + 1])
    }
  }

  var first: Timestamp { Timestamp(milliseconds: moments[1]) }
}
