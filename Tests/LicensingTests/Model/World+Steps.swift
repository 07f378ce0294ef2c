import Licensing
import StationModel

extension World {
  /// Does what the step says. Says what is wrong if the real helpers (revoke, extend, convert) answer
  /// otherwise than the model.
  mutating func perform(_ step: Step) -> String? {
    switch step {
    case .plug, .unplug, .breaks, .rename, .enrollAgain, .forget, .move, .signIn, .signOut,
      .priority, .labels:
      performAtStation(step)
    case .addPack, .removePack, .removeLicenses, .trust, .refuse, .source: performOnPacks(step)
    case .mode(let number):
      mode = number < 1 ? .unset : number < 6 ? .perDevice : .perUser
    case .terms(let number): terms = Self.terms(number)
    case .convert(let index, let count): return convertLicenses(index, count)
    case .reserve(let label, let kind, let least, let most):
      let kinds: [StationKind] = [.physical, .physical, .physical, .desktop, .host, .network]
      let label = Self.labels[label]
      ledger.reservations[label] = Reservation(
        label: label, kind: kinds[kind], least: least, most: most < 0 ? nil : max(least, most))
    case .unreserve(let label): ledger.reservations[Self.labels[label]] = nil
    case .revoke(let index): return revokeLease(index)
    case .extend(let index, let days): return extendGrace(index, days)
    case .wait, .waitForNext, .wallClock, .restart, .clockPutRight: performInTime(step)
    case .crashBeforeCommit, .crashAfterCommit: break
    }
    return nil
  }

  static func terms(_ number: Int) -> LicenseTerms {
    var terms = LicenseTerms()
    switch number {
    case 1:
      terms.stationGrace = .days(10)
      terms.hostGrace = .days(20)
      terms.revocationCap = 50
      terms.userTerm = .days(9)
    case 2:
      terms.termDays = 1...3
      terms.absenceHold = .days(1)
      terms.revocationCap = 100
      terms.userExtension = .days(20)
    case 3:
      terms.termDays = 5...5
      terms.renewalWindow = .days(2)
      terms.revocationCap = 0
      terms.userTerm = .hours(30)
    default: break
    }
    return terms
  }

  private mutating func performAtStation(_ step: Step) {
    switch step {
    case .plug(let place):
      enroll(place % places)
      edit(place) {
        $0.presence = .complete
        $0.need = .needed
        $0.record.absentSince = nil
        $0.givesBack = nil
      }
    case .unplug(let place):
      let now = now
      edit(place) {
        guard $0.record.absentSince == nil else { return }
        $0.presence = .absent(since: now)
        $0.need = .notNeeded(why: $0.record.kind == .desktop ? "it stopped" : "it is absent")
        $0.record.absentSince = now
        $0.givesBack = nil
        $0.users = []
      }
    case .breaks(let place):
      edit(place) {
        guard $0.record.absentSince == nil else { return }
        switch $0.record.kind {
        case .desktop, .network:
          $0.need = .notNeeded(why: "the desktop is stopped")
          $0.givesBack = "the desktop was stopped"
        case .host, .physical:
          $0.presence = .incomplete(missing: [])
          $0.need = .notNeeded(why: "it is incomplete")
        }
      }
    case .rename(let place): edit(place) { $0.record.name += "x" }
    case .priority(let place, let priority): edit(place) { $0.record.priority = priority }
    case .labels(let place, let mask):
      edit(place) {
        $0.record.labels = Self.labels.indices.filter { mask & (1 << $0) != 0 }.map {
          Self.labels[$0]
        }
      }
    case .forget(let place): forget(place % places)
    case .enrollAgain(let place):
      guard stations.contains(where: { $0.key == Self.key(place % places) }) else { return }
      forget(place % places)
      enroll(place % places)
    case .move(let from, let to): move(from % places, to: to % places)
    case .signIn(let person, let place):
      guard !people.isEmpty else { return }
      let name = people[person % people.count]
      edit(place) {
        guard $0.record.absentSince == nil else { return }
        $0.users = Set($0.users + [name]).sorted()
      }
    case .signOut(let person, let place):
      guard !people.isEmpty else { return }
      let name = people[person % people.count]
      edit(place) { $0.users.removeAll { $0 == name } }
    default: break
    }
  }

  private mutating func edit(_ place: Int, _ change: (inout Station) -> Void) {
    for index in stations.indices where stations[index].key == Self.key(place % places) {
      change(&stations[index])
    }
  }

  private mutating func enroll(_ place: Int) {
    guard !stations.contains(where: { $0.key == Self.key(place) }) else { return }
    let number =
      place == 0
      ? 0 : (1...9).first { number in !stations.contains { $0.record.number == number } } ?? 9
    stations.append(
      Station(
        record: Enrolled(
          key: Self.key(place), number: number, name: "Station \(number)", kind: Self.kind(place),
          enrolledAt: now), presence: .complete, need: .needed))
  }

  /// The lease goes; the grace stays, and so does what history says of the state.
  private mutating func forget(_ place: Int) {
    guard stations.contains(where: { $0.key == Self.key(place) }) else { return }
    stations.removeAll { $0.key == Self.key(place) }
    ledger.leases[.station(Self.key(place))] = nil
    ledger.standings[Self.key(place)] = nil
  }

  /// Known again in another place of its kind, with its lease and a copy of its grace.
  private mutating func move(_ from: Int, to place: Int) {
    let (old, new) = (Self.key(from), Self.key(place))
    guard Self.kind(from) == Self.kind(place), !stations.contains(where: { $0.key == new }),
      let index = stations.firstIndex(where: { $0.key == old })
    else { return }
    stations[index].record.key = new
    if var lease = ledger.leases.removeValue(forKey: .station(old)) {
      lease.holder = .station(new)
      ledger.leases[lease.holder] = lease
    }
    if var grace = ledger.graces[.station(old)], ledger.graces[.station(new)] == nil {
      grace.subject = .station(new)
      ledger.graces[grace.subject] = grace
    }
    for index in ledger.revocations.indices
    where ledger.revocations[index].holder == .station(old) {
      ledger.revocations[index].holder = .station(new)
    }
    ledger.standings[new] = ledger.standings.removeValue(forKey: old)
  }
}
