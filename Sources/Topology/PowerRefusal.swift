public import StationModel

/// Why the power of a station's port is left as it is.
public enum PowerRefusal: Error, Sendable, Equatable {
  case host
  case absent
  /// The station is not there, and the hub that its key says it hung on is not either.
  case placeGone
  /// In the port of a station that is not there is something of these now.
  case portTaken([StationKey])
  /// The hub that the station hangs on is not in the picture.
  case noHubAbove
  /// Whether that hub can switch is not known; with the reason if it could not be asked.
  case notKnown(hub: DevicePath, label: String, why: String?)
  case cannotSwitch(hub: DevicePath, label: String)
  /// Below the station's own hub are other stations.
  case chained([StationKey])
  /// The hub switches all its ports at once, and other stations hang on it.
  case gangedStations(hub: DevicePath, label: String, [StationKey])
  case gangedDevices(hub: DevicePath, label: String, [String])
  case hostKeyboard(label: String)
  /// With what is in use of it.
  case diskInUse(label: String, [String])
  case disksNotKnown(label: String, why: String)
}

extension PowerRefusal {
  /// What happened, and what to do next; a sentence or two each.
  ///
  /// - Parameters:
  ///   - subject: the station as a sentence begins with it: "Station 3 (Window left)".
  ///   - name: other stations as a sentence names them: "station 4 (Door)".
  public func words(
    subject: String, name: (StationKey) -> String
  ) -> (message: String, nextStep: String) {
    switch self {
    case .host:
      ("\(subject) is this computer itself.", "Restart it with: systemctl reboot")
    case .absent:
      (
        "\(subject) is not plugged in, so there is no port to switch.",
        "Check its cable and its power supply."
      )
    case .placeGone:
      (
        "\(subject) is not there, and the hub that it was plugged into is not there either, so there "
          + "is no port to switch.",
        "Check the cable and the power supply of that hub. If the station was plugged in elsewhere, "
          + "see: stationctl stations"
      )
    case .portTaken(let keys):
      (
        "\(subject) is not there, and what is plugged into its port now belongs to "
          + "\(Self.list(keys.map(name))).",
        "Plug the station in where it was, or see what is where with: stationctl devices --tree"
      )
    case .noHubAbove:
      (
        "The hub that \(Self.lowered(subject)) hangs on is not known to udev.",
        "See what is known with: stationctl devices --tree"
      )
    case .notKnown(let hub, let label, let why?):
      (
        "\(subject) hangs on the hub \(hub.name) (\(label)), and whether that can switch the power "
          + "of its ports is not known: \(why).",
        "See what helps with: stationctl doctor"
      )
    case .notKnown(let hub, let label, nil):
      (
        "\(subject) hangs on the hub \(hub.name) (\(label)), which has not said whether it can "
          + "switch the power of its ports.",
        "If the hub came a moment ago, try again. Else pull the station's plug and put it back."
      )
    case .cannotSwitch(let hub, let label):
      (
        "\(subject) hangs on the hub \(hub.name) (\(label)), which cannot switch the power of its "
          + "ports.",
        "Pull the station's plug and put it back, or put a hub that can switch between it and the "
          + "computer."
      )
    case .chained(let keys):
      (
        "\(subject) cannot be switched off alone: \(Self.list(keys.map(name))) "
          + "\(keys.count == 1 ? "hangs" : "hang") on its hub.",
        "Plug \(keys.count == 1 ? "that station" : "those stations") into another hub, or pull the "
          + "plug when nobody works there."
      )
    case .gangedStations(let hub, let label, let keys):
      (
        "\(subject) cannot be switched off alone: the hub \(hub.name) (\(label)) switches all its "
          + "ports at once, and \(Self.list(keys.map(name))) \(keys.count == 1 ? "hangs" : "hang") "
          + "on it as well.",
        "Pull the station's plug and put it back."
      )
    case .gangedDevices(let hub, let label, let labels):
      (
        "\(subject) cannot be switched off alone: the hub \(hub.name) (\(label)) switches all its "
          + "ports at once, and \(Self.list(labels)) \(labels.count == 1 ? "hangs" : "hang") on it "
          + "as well.",
        "Pull the station's plug and put it back, or plug the other devices in elsewhere."
      )
    case .hostKeyboard(let label):
      (
        "\(subject) cannot be switched off: the host's keyboard \(label) would go with it.",
        "Plug that keyboard in elsewhere first."
      )
    case .diskInUse(let label, let uses):
      (
        "\(subject) cannot be switched off: \(label) there is in use (\(uses.joined(separator: ", "))), "
          + "and what is not written yet would be lost.",
        "Unmount it first: umount \(uses.first { $0.hasPrefix("/") } ?? "it"), or swapoff for swap."
      )
    case .disksNotKnown(let label, let why):
      (
        "\(subject) cannot be switched off: whether \(label) there is in use cannot be told: \(why).",
        "Unplug that disk first."
      )
    }
  }

  private static func lowered(_ subject: String) -> String {
    (subject.first.map { $0.lowercased() } ?? "") + subject.dropFirst()
  }

  /// "a", "a and b", "a, b and c"; more than six are counted.
  private static func list(_ words: [String]) -> String {
    let shown = words.count > 6 ? Array(words.prefix(5)) + ["\(words.count - 5) more"] : words
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
