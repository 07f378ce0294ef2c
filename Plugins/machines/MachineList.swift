import PluginKit
import StationModel

/// Everything that the list of desktops follows from.
struct MachineList: Sendable {
  var configuration: MachinesConfiguration
  var picture: MachinePicture
  var book: AssignmentBook
  /// Those that systemd is starting for us.
  var starting: Set<String> = []
  /// Those that did not start, with what systemd said about it.
  var failures: [String: String] = [:]

  /// Is that a desktop, or a template of one? An image without a name that a machine can have is
  /// neither: `.host`, and what downloads leave behind.
  func isChosen(_ name: String) -> Bool {
    MachineName.isValid(name)
      && (configuration.choose.fit(name) || configuration.templates.fit(name)
        || book.copies[name] != nil)
  }

  /// Sorted by name. A stopped image and the machine that runs from it are one desktop.
  var desktops: [Desktop] {
    Set(picture.images.keys).union(picture.machines.keys).filter(isChosen).sorted().map(desktop)
  }

  func isTemplate(_ name: String) -> Bool {
    // A copy is what it was made for, even if its name fits the templates' pattern as well.
    if book.copies[name] != nil { return false }
    return configuration.isTemplate(name, isReadOnly: picture.images[name]?.isReadOnly ?? false)
  }

  private func desktop(_ name: String) -> Desktop {
    let machine = picture.machines[name]
    var desktop = Desktop(
      id: name, name: name, kind: "container", state: .stopped, isTemplate: isTemplate(name),
      station: book.stations[name].map(StationKey.init))
    switch (starting.contains(name), machine?.state, failures[name]) {
    case (true, _, _), (false, .opening, _): desktop.state = .starting
    case (false, .running, _): desktop.state = .running
    case (false, .closing, _):
      desktop.state = .running
      desktop.health = .sentence(.degraded, "It is shutting down.")
    case (false, nil, let why?):
      desktop.state = .failed
      desktop.health = .sentence(.failed, why)
    case (false, nil, nil): break
    }
    if let screen = configuration.screen(of: name), let host = machine?.host {
      desktop.address = DesktopAddress(screen.type, .network(host: host, port: screen.port))
    }
    return desktop
  }

  /// Something is about to change of which no signal tells: a machine comes up or goes down, or has no
  /// address yet.
  var isUnsettled: Bool {
    picture.machines.contains { name, machine in
      machine.state != .running || machine.host == nil && configuration.screen(of: name) != nil
    }
  }
}
