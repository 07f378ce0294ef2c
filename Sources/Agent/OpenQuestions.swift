/// How many questions about permissions are open: one person can't use up what the others need.
struct OpenQuestions {
  private var byUser: [Int: Int] = [:]
  /// Of all that were ever asked; gives each its name.
  private(set) var asked = 0

  static let mostOfOne = 8
  static let most = 64

  /// False if there are too many already. True is to be followed by ``close(_:)``.
  mutating func open(_ user: Int) -> Bool {
    guard byUser[user, default: 0] < Self.mostOfOne, byUser.values.reduce(0, +) < Self.most
    else { return false }
    byUser[user, default: 0] += 1
    asked += 1
    return true
  }

  mutating func close(_ user: Int) {
    let left = byUser[user, default: 0] - 1
    byUser[user] = left > 0 ? left : nil
  }
}
