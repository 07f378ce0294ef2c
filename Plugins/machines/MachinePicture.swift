/// What machined knows, as of one look.
struct MachinePicture: Sendable, Equatable {
  /// All images, by name: also those that are no desktops, since their names are taken.
  var images: [String: MachineImage] = [:]
  /// The containers that run and are desktops, by name.
  var machines: [String: Running] = [:]

  struct Running: Sendable, Equatable {
    var state: State = .running
    /// Its own address, or this host's where it shares the host's network; nil while it has none.
    var host: String?

    /// The property `State` of a machine, which no signal announces.
    enum State: String, Sendable { case opening, running, closing }
  }
}

/// What machined said last.
enum Knowledge: Sendable, Equatable {
  /// A sentence says why nothing is known.
  case unknown(why: String)
  case known(MachinePicture)

  var picture: MachinePicture? {
    if case .known(let picture) = self { picture } else { nil }
  }
}
