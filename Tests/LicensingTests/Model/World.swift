import Dice
import Licensing
import StationModel

/// One host with its ledger and the time as its agent counts it.
struct World {
  /// So many places for stations and so many people, who come and go.
  let places: Int
  let people: [String]
  /// Every pack covers every kind of station.
  let isUniform: Bool
  var stations: [Station] = []
  var sources = [SourcePicture(name: SourcePicture.local, packs: [])]
  var ledger = MiniLedger()
  var mode = LicenseMode.unset
  var terms = LicenseTerms()
  /// Runs on through suspend and never jumps.
  var running = Span.zero
  /// Jumps.
  var wall = World.start
  /// The agent's time when it started, less `running` at that moment.
  var origin = World.start
  var added = 0

  static let start = Timestamp(seconds: 1_790_000_000)
  static let labels = ["desk", "exam", "lab"]

  /// The agent's time: it never goes back.
  var now: Timestamp { origin + running }

  init(seed: UInt64) {
    var dice = SplitMix(seed: seed ^ 0x5747_a7e5)
    places = Int.random(in: 2...8, using: &dice)
    people = Array(
      ["ada", "ben", "cyd", "dan"].prefix(dice.one(of: [0, 1, 2, 3, 4, 4])))
    isUniform = seed % 3 == 0
    mode = dice.one(of: [.unset, .perDevice, .perDevice, .perUser, .perUser])
    if dice.chance(40) {
      sources.append(SourcePicture(name: "shared", packs: []))
    }
  }

  var packs: [Pack] { sources.flatMap(\.packs) }

  var input: LicensingInput {
    LicensingInput(
      stations: stations, sources: sources, leases: Array(ledger.leases.values),
      graces: Array(ledger.graces.values), reservations: Array(ledger.reservations.values),
      revocations: ledger.revocations, standings: ledger.standings, mode: mode, terms: terms,
      now: now)
  }

  static func key(_ place: Int) -> StationKey {
    switch kind(place) {
    case .host: .host
    case .desktop: .desktop(plugin: "vm", id: String(place))
    default: .physical(controller: "pci-0000:00:14.0", route: [place])
    }
  }

  static func kind(_ place: Int) -> StationKind {
    switch place {
    case 0: .host
    case 3, 4: .desktop
    case 6: .network
    default: .physical
    }
  }
}
