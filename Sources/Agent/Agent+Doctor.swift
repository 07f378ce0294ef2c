import AgentInterface
import Configuration
import DBus
import Enrollment
import Glibc
import Ledger
import Licensing
import Notices
import PluginHost
import Seats
import StationModel
import Udev

extension Agent {
  /// What can be found wrong by looking; for everybody, and nothing is changed.
  func doctor() -> Value { FindingView.value(diagnose(doctorFacts())) }

  private func doctorFacts() -> DoctorFacts {
    var facts = DoctorFacts()
    facts.licenses = licenseFacts()
    facts.ledger = DoctorFacts.Books(
      troubles: ledgerTroubles, audit: lastAudit, backup: lastBackup,
      backupProblem: backupProblem, now: clock.now)
    facts.clock = clockTrouble
    facts.signIn = DoctorFacts.SignIn(
      parts: SignInParts(), refusesUnlicensed: settings.enforcement == .blockNewSessions,
      isInMaintenance: book.maintenance != nil, knowsDisplays: !displaySeats.isEmpty)
    facts.delivery = DoctorFacts.Delivery(
      delivery, notifiers: notifierViews, rightsUnknown: rightsUnknown,
      sessionsUnknown: sessionsUnknown)
    facts.stations = plan?.roster.stations ?? []
    facts.candidates = plan?.roster.candidates ?? []
    facts.plugins = pluginDesk.statuses.values.sorted { $0.name < $1.name }.map { status in
      DoctorFacts.Plugin(
        name: status.name, phase: status.phase.name, why: status.phase.why,
        health: status.health)
    }
    let seats = planned()
    facts.seats = DoctorFacts.SeatFacts(
      isManaging: settings.seats == .manage, lines: seatLines(seats, withOrders: false),
      rulesUnknown: seats.rulesUnknown, hostX: HostX(under: ""))
    facts.hooks = hookFacts
    facts.configuration = DoctorFacts.Configured(
      view: configurationView, copyTrouble: configuration.copyTrouble)
    facts.closedFolders = settings.pluginFolders.compactMap(Self.trouble)
    facts.hasMonitorMakers = access(DeviceMonitor.monitorMakers, R_OK) == 0
    facts.hasOldDisplayLink = access("/sys/module/udlfb", F_OK) == 0
    if let monitor { look(at: monitor, for: &facts) }
    return facts
  }

  /// Why a folder of plugins cannot be read; nil if it can, or is not there.
  private static func trouble(_ folder: String) -> DoctorFacts.ClosedFolder? {
    let stream = opendir(folder)
    if let stream {
      closedir(stream)
      return nil
    }
    let error = errno
    return error == ENOENT
      ? nil : DoctorFacts.ClosedFolder(path: folder, why: String(cString: strerror(error)))
  }

  private func licenseFacts() -> DoctorFacts.Licenses {
    var facts = DoctorFacts.Licenses()
    facts.mode = book.mode
    facts.sources = sources(of: book).map(\.picture)
    facts.keysTrouble = keysTrouble
    facts.peopleUnknown = peopleUnknown
    facts.peopleRemarks = sessions?.assumeIsolated { $0.remarks } ?? []
    guard let plan else { return facts }
    facts.remedies = standing.remedies
    facts.uncovered = plan.roster.stations.compactMap { station in
      guard let state = plan.licensing.states[station.key] else { return nil }
      switch state {
      case .licensed, .notNeeded: return nil
      case .grace, .unlicensed, .over:
        return ("Station \(station.record.number) (\(station.record.name))", state)
      }
    }
    facts.ending = endingPacks(
      facts.sources, used: plan.licensing.usedByPack, kind: book.mode.kind ?? .device,
      now: clock.now
    ).filter { $0.end - clock.now <= .days(30) }
    let missing = book.reservations.reduce(0) { sum, reservation in
      sum + max(0, reservation.least - held(by: reservation, plan))
    }
    facts.unkept = max(0, missing - plan.licensing.pool.reserved)
    return facts
  }

  private func look(at monitor: DeviceMonitor, for facts: inout DoctorFacts) {
    facts.devices = monitor.picture.count
    facts.overflows = monitor.overflows
    facts.failures = monitor.failures
    let closed = Dictionary(
      monitor.closedHubs.map { ($0.hub.path, $0.why) }, uniquingKeysWith: { first, _ in first })
    let unread = Set(monitor.unreadHubs.map(\.path))
    for device in monitor.picture.devices.values.sorted(by: { $0.path < $1.path }) {
      guard case .usb(let usb) = device.facts else { continue }
      // DisplayLink's own number (usb.ids).
      if usb.vendor == 0x17e9 { facts.displayLinks.append(device.label) }
      guard usb.isHub else { continue }
      let state: DoctorFacts.Hub.State =
        if let known = usb.hub {
          .answered(known.power)
        } else if let why = closed[device.path] {
          .closed(why: why)
        } else if device.node == nil {
          .nodeless
        } else {
          unread.contains(device.path) ? .open : .silent
        }
      facts.hubs.append(
        DoctorFacts.Hub(name: device.path.name, label: device.label, state: state))
      let hasStore = access(device.path.text + "/bos_descriptors", F_OK) == 0
      facts.hasStores = (facts.hasStores ?? false) || hasStore
    }
  }
}
