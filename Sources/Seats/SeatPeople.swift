/// Who sits at which seat now, for the question whether a device may be taken from it.
struct SeatPeople {
  private var names: [String: Set<String>]?
  private let uncertain: UncertainSeats

  init(_ picture: SessionPicture, _ uncertain: UncertainSeats) {
    self.uncertain = uncertain
    guard case .known(let signIns) = picture else { return }
    var names: [String: Set<String>] = [:]
    for signIn in signIns where !signIn.isRemote {
      if let seat = signIn.seat { names[seat, default: []].insert(signIn.user) }
    }
    self.names = names
  }

  /// Until when nothing may be taken from these seats, "until anna signs out"; nil if it may be now.
  func obstacle(on seats: some Collection<String>) -> String? {
    guard let names else { return "until it is known who is signed in" }
    let sitting = Set(seats.flatMap { names[$0] ?? [] }).sorted()
    if sitting.isEmpty {
      return seats.contains { uncertain.contains($0) } ? "until it is known who sits there" : nil
    }
    let all = sitting.prefix(3).joined(separator: " and ")
    let more = sitting.count > 3 ? " and \(sitting.count - 3) more" : ""
    return "until \(all)\(more) \(sitting.count == 1 ? "signs" : "sign") out"
  }
}
