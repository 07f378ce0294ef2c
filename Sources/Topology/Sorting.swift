public import StationModel

/// Every device put in its place, and what that makes.
public struct Sorting: Sendable, Equatable {
  /// The host first, then by key: controller, then route, numbers in them compared as numbers.
  public var candidates: [Candidate]
  /// Exactly one for each device of the picture.
  public var assignments: [DevicePath: Assignment]
  /// Every display that can be bound, in the order of the cards' and connectors' paths. Boot
  /// consoles and cards without an `ID_PATH` are not among them.
  public var displays: [FoundDisplay]
  /// The `ID_PATH`s of the USB controllers that are there: those of the root hubs.
  public var controllers: Set<String>
  /// Serial numbers and ContainerIDs that two hubs of one model have at once: they tell nothing.
  public var shared: Set<SerialMark>

  public init(
    candidates: [Candidate], assignments: [DevicePath: Assignment], displays: [FoundDisplay],
    controllers: Set<String> = [], shared: Set<SerialMark> = []
  ) {
    self.candidates = candidates
    self.assignments = assignments
    self.displays = displays
    self.controllers = controllers
    self.shared = shared
  }
}

/// One socket of a graphics card, or a whole card that lists no sockets.
public struct FoundDisplay: Sendable, Equatable {
  /// The card's `ID_PATH` and the connector's name.
  public var place: DisplayPlace
  public var card: DevicePath
  /// `card1-VGA-1`, or `card1` for a card without connectors. For people; changes between boots.
  public var kernelName: String
  public var label: String
  /// Unknown for a card without connectors.
  public var status: ConnectorFacts.Status
  /// Who has it. Nil while nobody may use it: two stations claim it, its station is not there, or
  /// udev put it on a seat that no station has.
  public var station: StationKey?

  public init(
    place: DisplayPlace, card: DevicePath, kernelName: String, label: String,
    status: ConnectorFacts.Status, station: StationKey?
  ) {
    self.place = place
    self.card = card
    self.kernelName = kernelName
    self.label = label
    self.status = status
    self.station = station
  }
}

/// Sorts devices into stations by the seven rules of docs/topology.md.
///
/// Pure and total: the same picture and guidance give the same answer, whatever the order in which
/// devices were found, and no picture makes it fail. Costs O(n log n) in the number of devices.
public func sort(_ picture: DevicePicture, guidance: Guidance) -> Sorting {
  let tree = Tree(picture)
  let containers = Containers(tree)
  let halves = Halves(tree, containers: containers)
  let hubs = HubPlaces(tree, halves: halves)
  let keyboards = Keyboards(tree)
  let anchors = Anchors(
    tree: tree, hubs: hubs, halves: halves, containers: containers, keyboards: keyboards,
    guidance: guidance)
  var stations = Stations(tree: tree, hubs: hubs, anchors: anchors, guidance: guidance)
  func layOut(_ stations: Stations) -> Layout {
    Layout(
      tree: tree, keyboards: keyboards, stations: stations, halves: halves,
      bindings: guidance.bindings)
  }
  var layout = layOut(stations)
  let needed = OnlyKeyboard.needed(
    tree: tree, keyboards: keyboards, stations: stations, layout: layout)
  if !needed.isEmpty {
    stations.leaveToHost(needed)
    layout = layOut(stations)
  }
  let held = stations.held
  if !held.isEmpty { layout.parts.list(held, as: layOut(stations.letGo).parts) }
  let reasons = Reasons(
    tree: tree, hubs: hubs, halves: halves, keyboards: keyboards, anchors: anchors,
    stations: stations, territory: layout.territory, displays: layout.displays)
  let (assignments, counts) = reasons.assignments()
  let findings = Findings(
    tree: tree, halves: halves, containers: containers, anchors: anchors, stations: stations,
    parts: layout.parts, displays: layout.displays)
  return Sorting(
    candidates: findings.candidates(counts: counts, bindings: guidance.bindings),
    assignments: assignments, displays: layout.displays.found(tree: tree, stations: stations),
    controllers: tree.controllers, shared: SharedMarks.find(tree: tree, halves: halves))
}
