import AgentInterface
import DBus
import Glibc
import RigKit

/// The steps of the demo, in order.
struct Story {
  let stage: Stage
  private static let controller = "/devices/pci0000:00/0000:00:04.0/usb1"
  private static let dock = controller + "/1-1"
  private static let hub = controller + "/1-2"
  private static let hubKey = "pci-0000:00:04.0/2"

  func tell() async throws {
    try await findTheHost()
    try await plugInTheDock()
    try await addLicenses()
    try await bindThePlainHub()
    try await watchTheNotification()
    try await pullTheDock()
    try await letTheGraceRunOut()
    try await cureIt()
  }

  private func findTheHost() async throws {
    stage.title("A computer with a PS/2 keyboard, a mouse and two graphics cards starts the agent.")
    let host = try Recording("01-bare-host")
    let cards = try Recording("03-two-stations-three-cards")
    try stage.testbed.plug(host.sections)
    try stage.testbed.plug(cards.below("/devices/pci0000:00/0000:00:10.1"))
    let keys = stage.desk.folder + "/trusted"
    mkdir(keys, 0o755)
    try stage.startAgent(
      """
      # Seconds instead of months, so that a visitor can wait for the end of a grace.
      [Licensing]
      host-grace = 60s
      station-grace = 15s
      trusted-keys = \(keys)
      """)
    try await stage.see("the host is station 0") { snapshot in
      snapshot.stations.contains { $0.number == 0 && $0.kind == "host" && $0.state == "complete" }
    }
    try stage.startWatching()
    stage.say("The host has its own keyboard and display, so it is station 0:")
    try stage.command("stations")
  }

  private func plugInTheDock() async throws {
    stage.title("A dock is plugged in: hub, display adapter, keyboard, mouse, sound.")
    let dock = try Recording("06-plugable-dock-autoseat").below(Self.dock)
    try stage.testbed.plug(dock)
    let plugged = stage.milliseconds
    try await stage.see("the dock is station 1") { snapshot in
      snapshot.stations.contains { $0.number == 1 && $0.state == "complete" }
    }
    stage.say("Complete as station 1, \(stage.milliseconds - plugged) ms after the last event:")
    try stage.command("stations")
    try stage.command("station", "explain", "1")
    try stage.command("station", "rename", "1", "Window desk")
  }

  private func addLicenses() async throws {
    stage.title("The school issues a pack of 2 licenses, and the administrator adds it.")
    let folder = stage.desk.folder
    try stage.command("license", "keygen", folder + "/trusted/school", "--issuer", "Village school")
    try stage.command(
      "license", "issue", "--key", folder + "/trusted/school.key", "--id", "school-1", "--count",
      "2", "--output", folder + "/school-1.pack")
    try stage.command("license", "mode", "per-device")
    try stage.command("license", "add", folder + "/school-1.pack")
    try await stage.see("stations 0 and 1 are licensed") { snapshot in
      snapshot.stations.filter { $0.license == "licensed" }.map(\.number) == [0, 1]
    }
    try stage.command("status")
  }

  private func bindThePlainHub() async throws {
    stage.title("A plain hub with a keyboard and a mouse arrives. It has no display.")
    try stage.testbed.plug(try Recording("03-two-stations-three-cards").below(Self.hub))
    try await stage.see("the hub is an incomplete candidate") { snapshot in
      snapshot.candidates.contains {
        $0.key == Self.hubKey && $0.state == "incomplete" && $0.missing == ["display"]
      }
    }
    try stage.command("stations")
    stage.say("The administrator looks which displays there are, and gives it one:")
    try stage.command("station", "bind", Self.hubKey)
    // The person at the host's desktop is signed in: a session agent runs there.
    try stage.startSessionAgent()
    try stage.command("station", "bind", Self.hubKey, "card2")
    try await stage.see("station 2 is on grace") { snapshot in
      snapshot.stations.contains {
        $0.number == 2 && $0.state == "complete" && $0.license == "grace"
          && $0.cause == "exhausted" && $0.graceEnds != nil
      }
    }
    stage.say("Both licenses are in use, so station 2 is on grace, with a deadline:")
    try stage.command("station", "show", "2")
  }

  private func watchTheNotification() async throws {
    stage.title("The administrator's desktop is told, over org.freedesktop.Notifications.")
    let shown = try await stage.desktopEvent("a notification about station 2") { event in
      if case .notify(let shown) = event { shown.summary.contains("station 2") } else { false }
    }
    stage.show(shown)
  }

  private func pullTheDock() async throws {
    stage.title("Somebody pulls the dock, and plugs it in again.")
    let before = try await stage.see("station 1 is licensed") { snapshot in
      snapshot.stations.contains { $0.number == 1 && $0.license == "licensed" }
    }
    try stage.testbed.pull(Self.dock)
    try await stage.see("station 1 is away and keeps its license") { snapshot in
      snapshot.stations.contains {
        $0.number == 1 && $0.state == "away" && $0.license == "licensed"
      }
    }
    stage.say("It could be a hub that resets, so it counts as absent only after 10 seconds:")
    try stage.command("station", "show", "1")
    try stage.testbed.plug(try Recording("06-plugable-dock-autoseat").below(Self.dock))
    let after = try await stage.see("station 1 is back") { snapshot in
      snapshot.stations.contains { $0.number == 1 && $0.state == "complete" }
    }
    let old = before.stations.first { $0.number == 1 }
    let new = after.stations.first { $0.number == 1 }
    guard old?.name == new?.name, old?.key == new?.key, old?.pack == new?.pack,
      old?.leaseExpires == new?.leaseExpires
    else { throw RigError("station 1 is not what it was") }
    stage.say("The same number, the same name, the same lease:")
    try stage.command("stations")
  }

  private func letTheGraceRunOut() async throws {
    stage.title("Station 2's grace runs out.")
    try await stage.see("station 2 is unlicensed", seconds: 40) { snapshot in
      snapshot.stations.contains {
        $0.number == 2 && $0.license == "unlicensed" && $0.cause == "exhausted"
      }
    }
    try stage.command("station", "show", "2")
    let shown = try await stage.desktopEvent("the notification's last stage") { event in
      if case .notify(let shown) = event { shown.replaces != 0 } else { false }
    }
    stage.say("On the desktop, in the place of the first notification:")
    stage.show(shown)
  }

  private func cureIt() async throws {
    stage.title("A second pack cures it.")
    let folder = stage.desk.folder
    try stage.command(
      "license", "issue", "--key", folder + "/trusted/school.key", "--id", "school-2", "--count",
      "1", "--covers", "physical", "--output", folder + "/school-2.pack")
    try stage.command("license", "add", folder + "/school-2.pack")
    try await stage.see("all stations are licensed and no notice is left") { snapshot in
      snapshot.stations.allSatisfy { $0.license == "licensed" } && snapshot.notices.isEmpty
    }
    let closed = try await stage.desktopEvent("the notification closes") { event in
      if case .close = event { true } else { false }
    }
    stage.show(closed)
    try stage.command("status")
    try stage.command("notices")
    stage.title("Meanwhile `stationctl watch` printed every change as it came:")
    stage.sayOutput(stage.watched)
  }
}
