/// The order of SQLite's BINARY collation: by the bytes of UTF-8, where Swift's `<` folds equivalent
/// characters into one.
func comesBefore(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// Arrays in the order of a key's bytes, each key at most once.
extension Array {
  /// Where the key is, or would be.
  func place(of key: String, by keyOf: (Element) -> String) -> (index: Int, isThere: Bool) {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if comesBefore(keyOf(self[middle]), key) { low = middle + 1 } else { high = middle }
    }
    return (low, low < endIndex && keyOf(self[low]).utf8.elementsEqual(key.utf8))
  }

  /// In place of the one with the same key.
  mutating func put(_ element: Element, by keyOf: (Element) -> String) {
    let (index, isThere) = place(of: keyOf(element), by: keyOf)
    if isThere { self[index] = element } else { insert(element, at: index) }
  }

  mutating func take(_ key: String, by keyOf: (Element) -> String) -> Element? {
    let (index, isThere) = place(of: key, by: keyOf)
    return isThere ? remove(at: index) : nil
  }
}
