import AgentInterface
import StationModel

func udevFindings(_ facts: DoctorFacts) -> [FindingView] {
  var found: [FindingView] = []
  if facts.devices == 0 {
    found.append(
      FindingView(
        "udev", .problem, "udev knows no device, so there can be no station.",
        nextStep: "Is it running? systemctl status systemd-udevd. A container has no devices."))
  } else {
    found.append(FindingView("udev", .ok, "\(facts.devices) devices are known."))
  }
  if facts.overflows > 0 {
    found.append(
      FindingView(
        "udev", .note,
        "The kernel dropped device events \(times(facts.overflows)), since too many came at once; "
          + "each time everything was read anew, and nothing is lost.",
        nextStep: "If that number grows, raise net.core.rmem_max to 8388608 and restart the agent.")
    )
  }
  if facts.failures > 0 {
    found.append(
      FindingView(
        "udev", .warning,
        "Receiving device events failed \(times(facts.failures)); each time everything was read anew.",
        nextStep: "If that number grows, restart the agent: systemctl restart stationmaster"))
  }
  return found
}

func hubFindings(_ facts: DoctorFacts) -> [FindingView] {
  if facts.hubs.isEmpty {
    return [
      FindingView(
        "usb", .note, "There is no USB hub, not even one of a controller.",
        nextStep: "If there should be one, see: lsusb -t")
    ]
  }
  var found: [FindingView] = []
  var closed: [String: [DoctorFacts.Hub]] = [:]
  for hub in facts.hubs {
    if case .closed(let why) = hub.state { closed[cause(of: why), default: []].append(hub) }
  }
  for (cause, hubs) in closed.sorted(by: { $0.key < $1.key }) {
    found.append(
      FindingView(
        "usb", .warning,
        "\(unasked(hubs)) (\(cause)): \(names(hubs)). "
          + "Boxes of several chips and the halves of USB 3 hubs are told by sysfs alone there "
          + "(rules 1 and 3), and no power of their ports can be switched.",
        nextStep: help(for: cause)))
  }
  /// One finding for all hubs that are in this state.
  func find(
    _ state: DoctorFacts.Hub.State, _ level: FindingView.Level,
    _ what: ([DoctorFacts.Hub]) -> String,
    nextStep: String? = nil
  ) {
    let hubs = facts.hubs.filter { $0.state == state }
    if hubs.isEmpty { return }
    found.append(FindingView("usb", level, "\(what(hubs)): \(names(hubs)).", nextStep: nextStep))
  }
  find(
    .nodeless, .warning, { "\(unasked($0)), since udev gives no device node" },
    nextStep: "A container needs /dev/bus/usb from its host.")
  find(
    .silent, .note,
    { "\(count($0.count, "hub")) did not say whether the power of the ports can be switched" })
  let waiting = facts.hubs.count { $0.state == .open }
  if waiting > 0 {
    found.append(
      FindingView(
        "usb", .note,
        waiting == 1
          ? "1 hub is being asked what it is."
          : "\(waiting) hubs are being asked what they are."))
  }
  let answered = facts.hubs.compactMap { hub in
    if case .answered(let power) = hub.state { power } else { nil }
  }
  if !answered.isEmpty {
    let each = answered.count { $0 == .perPort }
    let gangs = answered.count { $0 == .ganged }
    found.append(
      FindingView(
        "usb", .ok,
        "\(answered.count) of \(count(facts.hubs.count, "hub")) said what they are: \(each) can "
          + "switch the power of each port, \(gangs) that of all ports together, "
          + "\(answered.count - each - gangs) none."))
  }
  if let stores = facts.hasStores {
    // Only where hubs are closed would it help.
    found.append(
      FindingView(
        "usb", stores || closed.isEmpty ? .ok : .note,
        stores
          ? "The kernel shows the ContainerIDs of devices to everybody (bos_descriptors)."
          : "This kernel shows no ContainerIDs (bos_descriptors): they come from the hubs themselves.",
        nextStep: stores || closed.isEmpty ? nil : "A newer kernel shows them without any rights."))
  }
  return found
}

func displayFindings(_ facts: DoctorFacts) -> [FindingView] {
  var found: [FindingView] = []
  if !facts.hasMonitorMakers {
    found.append(
      FindingView(
        "displays", .note, "Makers of monitors are shown by three letters: pnp.ids is not there.",
        nextStep: "Install it with: apt install hwdata"))
  }
  if facts.hasOldDisplayLink, !facts.displayLinks.isEmpty {
    found.append(
      FindingView(
        "displays", .problem,
        "The old driver udlfb is loaded and takes these away from udl, so they are no displays to "
          + "sit at: \(facts.displayLinks.joined(separator: ", ")).",
        nextStep:
          "End what shows something there, then: modprobe -r udlfb, and plug them in again. From "
          + "the next boot on it stays away (/lib/modprobe.d/stationmaster.conf)."))
  }
  return found
}

/// Hubs are closed for few reasons, and each is told once. The node's name differs from hub to hub.
private func cause(of why: String) -> String {
  why.split(separator: ":").last.map { $0.trimmed } ?? why
}

private func help(for cause: String) -> String {
  switch cause {
  case "Permission denied", "Operation not permitted":
    "Give the agent's user the hubs by the udev rule in /usr/share/doc/stationmaster/power.md, then: udevadm trigger"
  case "No such file or directory":
    "A container needs /dev/bus/usb from its host."
  default: "Plug them in again. If it stays so, see: journalctl -u stationmaster"
  }
}

private func unasked(_ hubs: [DoctorFacts.Hub]) -> String {
  hubs.count == 1
    ? "1 hub could not be asked what it is" : "\(hubs.count) hubs could not be asked what they are"
}

private func names(_ hubs: [DoctorFacts.Hub]) -> String {
  let shown = hubs.prefix(8).map { "\($0.name) (\($0.label))" }
  let more = hubs.count - shown.count
  return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
}

func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

private func times(_ number: UInt64) -> String { number == 1 ? "once" : "\(number) times" }

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " })
  }
}
