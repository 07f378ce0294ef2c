/// Which places of a row are free, with the next and the last free one found in O(log n).
struct FreeIndex {
  private let base: Int
  /// A binary tree in an array: node 1 is the root, `base + i` is place `i`.
  private var isFree: [Bool]

  init(_ free: [Bool]) {
    var base = 1
    while base < free.count { base *= 2 }
    self.base = base
    isFree = Array(repeating: false, count: base * 2)
    for (index, value) in free.enumerated() { isFree[base + index] = value }
    for node in stride(from: base - 1, to: 0, by: -1) {
      isFree[node] = isFree[node * 2] || isFree[node * 2 + 1]
    }
  }

  mutating func set(_ index: Int, _ value: Bool) {
    var node = base + index
    isFree[node] = value
    while node > 1 {
      node /= 2
      let any = isFree[node * 2] || isFree[node * 2 + 1]
      if isFree[node] == any { return }
      isFree[node] = any
    }
  }

  /// The first free place at `index` or after it.
  func next(from index: Int) -> Int? {
    guard index < base else { return nil }
    var node = base + index
    while !isFree[node] {
      // Up while this is a right child, then over to the right sibling.
      while node & 1 == 1 {
        if node == 1 { return nil }
        node /= 2
      }
      if node <= 1 { return nil }
      node += 1
    }
    while node < base { node = isFree[node * 2] ? node * 2 : node * 2 + 1 }
    return node - base
  }

  var last: Int? {
    guard isFree[1] else { return nil }
    var node = 1
    while node < base { node = isFree[node * 2 + 1] ? node * 2 + 1 : node * 2 }
    return node - base
  }
}
