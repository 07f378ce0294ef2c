import AgentInterface
import StationModel
import Topology
import USB

extension PowerPlan {
  /// "port 2 of the hub 1-1 (QEMU USB Hub) and port 2 of the hub 2-1 (…)"; a gang is named once.
  var portsText: String {
    var words: [String] = []
    for port in ports {
      let hub = "of the hub \(port.hub.name) (\(port.hubLabel))"
      let text = port.switching == .ganged ? "all ports \(hub)" : "port \(port.port) \(hub)"
      if !words.contains(text) { words.append(text) }
    }
    return words.joined(separator: " and ")
  }

  /// What would be switched, and what would go away with it.
  func words(_ name: String, label: (DevicePath) -> String) -> String {
    let devices = "\(devices.count) USB device\(devices.count == 1 ? "" : "s")"
    if !isMissing {
      return """
        \(name) would lose its power for 2 seconds: \(portsText). \
        \(devices) would go away and come back.
        """
    }
    let now =
      self.devices.isEmpty
      ? "Nothing is plugged in there now."
      : """
      What is plugged in there now would go away and come back, \(devices): \
      \(self.devices.prefix(6).map(label).joined(separator: ", "))\(self.devices.count > 6 ? ", …" : "").
      """
    return """
      \(name) is not there and is looked for: the port that it was plugged into would lose its power \
      for 2 seconds: \(portsText). \(now)
      """
  }
}

extension PowerView {
  init(_ plan: PowerPlan, _ outcome: Outcome, _ text: String, _ ways: [PowerWay] = []) {
    self.init(
      station: plan.station.text, outcome: outcome,
      ports: plan.ports.enumerated().map { index, port in
        PowerPortView(
          hub: port.hub.text, label: port.hubLabel, port: port.port,
          switching: port.switching.rawValue,
          way: index < ways.count ? ways[index].rawValue : nil)
      }, devices: plan.devices.map(\.text), text: text)
  }
}

extension PowerView.Outcome {
  /// What was seen, no more: many hubs say that they switch, and leave the power on.
  func words(_ name: String, _ ways: [PowerWay]) -> String {
    switch self {
    case .planned: "\(name) was not touched."
    case .returned:
      ways.contains(.hub)
        ? "\(name) went away and came back: its hub switched the port."
        : """
        \(name) went away and came back: the kernel logged it off and switched the port. Whether \
        the hub really took the power away cannot be seen; if the station still hangs, pull its plug.
        """
    case .stayed:
      """
      \(name) did not go away although its port was switched: the hub says that it can take the \
      power away, and does not. Pull the station's plug and put it back.
      """
    case .away:
      """
      \(name) went away and did not come back within 10 seconds, although its port has power again. \
      Pull its plug and put it back; see: stationctl stations
      """
    }
  }
  /// The same of a station that was not there before.
  func wordsOfMissing(_ name: String) -> String {
    switch self {
    case .planned: "\(name) was not touched."
    case .returned:
      "\(name) was not there and came back: its port had no power for 2 seconds."
    case .stayed, .away:
      """
      \(name) was not there and did not come back within 10 seconds, although its port had no power \
      for 2 seconds and has it again. Check its cable and its power supply, or whether it is plugged \
      in elsewhere; see: stationctl stations
      """
    }
  }
}
