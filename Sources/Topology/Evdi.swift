import StationModel

/// Part of rule 6: which USB adapter shows the picture of an evdi card.
///
/// DisplayLink's driver makes its cards on the platform bus, beside the USB tree. Newer versions of
/// it link the card to the adapter. Where none does, the card is shown by an adapter that has no
/// card otherwise: if all of those are in one place, it is there, whichever it is.
struct Evdi {
  enum Outlet: Equatable {
    /// The driver says which; and the how-manieth of the adapter's cards this is.
    case adapter(Int, number: Int)
    /// One of these, and all are in one place.
    case oneOf([Int])
    /// One of these, and they are in several places.
    case unclear([Int])
    /// Nothing is plugged in that could show it.
    case nowhere
  }

  static let displayLink: UInt16 = 0x17e9

  /// By card of evdi that does not lie below its USB device.
  private(set) var outlets: [Int: Outlet] = [:]

  init(tree: Tree, cards: [Int], owner: [Int]) {
    let virtual = cards.filter { tree.usb[$0] == nil && Self.facts($0, tree: tree) != nil }
    // Computers without evdi pay for nothing more.
    guard !virtual.isEmpty else { return }
    var usbAt: [DevicePath: Int] = [:]
    var free: [Int] = []
    let withCards = Set(cards.compactMap { tree.usb[$0] })
    for index in tree.devices.indices {
      guard let facts = tree.usbFacts(index) else { continue }
      usbAt[tree.devices[index].path] = index
      if facts.vendor == Self.displayLink, !facts.isHub, !withCards.contains(index) {
        free.append(index)
      }
    }
    var cardsOf: [Int: [Int]] = [:]
    for card in virtual.sorted(by: { Self.comesFirst($0, $1, tree: tree) }) {
      guard let path = Self.facts(card, tree: tree)?.adapter else { continue }
      guard let adapter = usbAt[path] else {
        outlets[card] = .nowhere
        continue
      }
      cardsOf[adapter, default: []].append(card)
      outlets[card] = .adapter(adapter, number: cardsOf[adapter]?.count ?? 1)
    }
    free.removeAll { cardsOf[$0] != nil }
    let places = Set(free.map { owner[$0] })
    for card in virtual where outlets[card] == nil {
      outlets[card] = places.isEmpty ? .nowhere : places.count == 1 ? .oneOf(free) : .unclear(free)
    }
  }

  private static func facts(_ card: Int, tree: Tree) -> EvdiFacts? {
    guard case .card(let facts) = tree.devices[card].facts else { return nil }
    return facts.evdi
  }

  /// `evdi.2` before `evdi.10`.
  private static func comesFirst(_ left: Int, _ right: Int, tree: Tree) -> Bool {
    let mine = tree.devices[left].path
    let theirs = tree.devices[right].path
    return mine.text.utf8.count != theirs.text.utf8.count
      ? mine.text.utf8.count < theirs.text.utf8.count : mine < theirs
  }

  /// What names the card beyond a restart. evdi numbers its cards in the order in which adapters
  /// come, so the adapter's place is better where it is known.
  func idPath(of card: Int, tree: Tree) -> String? {
    if case .adapter(let adapter, let number)? = outlets[card],
      let place = tree.devices[adapter].idPath
    {
      return number == 1 ? place : "\(place)-\(number)"
    }
    return tree.devices[card].idPath
  }

  /// The adapters that can show it, by their kernel names: "1-1.3 or 1-2.3".
  static func names(_ adapters: [Int], tree: Tree) -> String {
    adapters.map { tree.devices[$0].path.name }.joined(separator: " or ")
  }
}
