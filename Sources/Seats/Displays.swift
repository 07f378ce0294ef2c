/// Which seat shows what, of what each session says of itself (``readDisplays(_:)``).
///
/// Whoever controls a session may say that it is shown on any display (SetDisplay), so equal ones mean that
/// one is wrong. `seat0` wins then, so that nobody can turn the host's console into a station's; of other
/// seats none does, and where that display is stays unknown.
func mergeDisplays(_ all: some Sequence<[String: String]>) -> [String: String] {
  var seats: [String: Set<String>] = [:]
  for displays in all {
    for (display, seat) in displays { seats[display, default: []].insert(seat) }
  }
  return seats.compactMapValues { seats in
    seats.contains("seat0") ? "seat0" : seats.count == 1 ? seats.first : nil
  }
}
