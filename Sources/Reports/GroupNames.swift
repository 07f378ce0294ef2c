/// Small numbers for the groups of a report, so that a station may change its key and stay the same.
struct GroupNames {
  /// The group of what has none, and the only one without grouping.
  static let rest = 0

  private var numbers: [String: Int] = [:]
  /// The names of 1, 2, 3 …
  private var names: [String] = []

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    names.append(name)
    numbers[name] = names.count
    return names.count
  }

  /// Nil for the rest.
  func name(of number: Int) -> String? {
    names.indices.contains(number - 1) ? names[number - 1] : nil
  }

  /// From now on the group is called otherwise. Whoever had that name keeps it with a word more.
  mutating func rename(_ former: String, to name: String) {
    guard former != name, let number = numbers.removeValue(forKey: former) else { return }
    if let displaced = numbers[name] { names[displaced - 1] = name + " (former)" }
    names[number - 1] = name
    numbers[name] = number
  }
}
