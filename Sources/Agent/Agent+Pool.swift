import AgentInterface
import Configuration
import DBus
import Enrollment
import Ledger
import LicenseFiles
import Licensing
import Notices
import StationModel

/// What administrators may do to the license pool. Each is decided together with all that follows from
/// it, and written down as one: a crash in between leaves either the old state or the new one.
extension Agent {
  /// Does it, or says what it would do.
  func perform(
    _ changes: [Change], isDry: Bool, by user: Int
  ) throws(AgentError) -> [StateLine] {
    guard let before = plan else {
      throw AgentError(.notSettled, "The agent has just started.", nextStep: "Try again.")
    }
    let after = decide(world(of: book.applying(changes, at: clock.now)))
    let lines = stateDifferences(
      before.licensing, after.licensing, stations: after.roster.stations
    ).map { difference in
      StateLine(
        number: difference.number, key: difference.station.text, name: difference.name,
        before: words(difference.before, before.licensing.notes[difference.station]),
        after: words(difference.after, after.licensing.notes[difference.station]))
    }
    if isDry { return lines }
    do throws(LedgerError) {
      try commit(changes + after.changes, by: user)
    } catch {
      throw failed(error)
    }
    sightings = after.sightings
    look()
    return lines
  }

  private func words(_ state: LicenseState?, _ note: String?) -> String {
    state.map { LicenseSentence($0).reason } ?? note ?? "not settled yet"
  }

  // MARK: Packs

  func addPack(_ token: String, by user: Int) throws(AgentError) -> Value {
    // The administrator may have put the key there a moment ago.
    readTrustedKeys()
    let signed: PackFile.Signed
    do throws(PackError) {
      signed = try PackFile.read(
        Array(token.utf8), trusted: trusted, place: packPlace, now: clock.now,
        known: Set(book.packs.map(\.pack.id)))
    } catch {
      throw AgentError(.badPack, error.message, nextStep: error.nextStep)
    }
    _ = try perform([.addPack(signed.pack, token: signed.token)], isDry: false, by: user)
    return .path(BusName.path("pack", signed.pack.id))
  }

  func removePack(
    _ id: String, licenses: Int, isDry: Bool, by user: Int
  ) throws(AgentError) -> [StateLine] {
    let pack = try pack(id)
    let left = pack.count - pack.removed
    guard licenses <= left else {
      throw AgentError(
        .licenseRefused, "Pack \(id) has only \(left) license\(left == 1 ? "" : "s").",
        nextStep: "Remove fewer, or all of it: stationctl license remove \(id)")
    }
    // With the last license the pack goes too, so that its id may be added again.
    let change = Change.removePack(id, licenses: licenses == 0 || licenses == left ? nil : licenses)
    return try perform([change], isDry: isDry, by: user)
  }

  func convertPack(
    _ id: String, licenses: Int, to kind: String, isDry: Bool, by user: Int
  ) throws(AgentError) -> [StateLine] {
    guard let kind = LicenseKind(rawValue: kind) else {
      throw AgentError(
        .badArgument, "There is no kind of license '\(Label.clean(kind, limit: 60))'.",
        nextStep: "The kinds are: device, user.")
    }
    _ = try pack(id)
    let converted: Int
    do throws(ConversionRefusal) {
      converted = try convert(id, count: licenses, to: kind, in: licensingInput)
    } catch {
      throw AgentError(.licenseRefused, error.message, nextStep: error.nextStep)
    }
    return try perform([.convertPack(id, converted: converted)], isDry: isDry, by: user)
  }

  private func pack(_ id: String) throws(AgentError) -> Pack {
    guard let stored = book.packs.first(where: { $0.pack.id == id }) else {
      throw AgentError(
        .noSuchPack, "There is no pack '\(Label.clean(id, limit: 64))'.",
        nextStep: "See what there is with: stationctl license list")
    }
    return stored.pack
  }

  // MARK: Mode and reservations

  func setMode(_ text: String, isDry: Bool, by user: Int) throws(AgentError) -> [StateLine] {
    guard let mode = LicenseMode(rawValue: text) else {
      throw AgentError(
        .badArgument, "There is no license mode '\(Label.clean(text, limit: 60))'.",
        nextStep:
          "The modes are: \(LicenseMode.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return mode == book.mode ? [] : try perform([.mode(mode)], isDry: isDry, by: user)
  }

  func reserve(
    _ reservation: Reservation, isDry: Bool, by user: Int
  ) throws(AgentError) -> [StateLine] {
    guard Self.isLabel(reservation.label) else {
      throw AgentError(
        .badArgument, "'\(Label.clean(reservation.label, limit: 60))' is no label.",
        nextStep: "Take a word of 1 to 32 small letters, digits, '-', '_' and '.'.")
    }
    guard reservation.least <= 1_000_000, reservation.most ?? .max >= reservation.least else {
      throw AgentError(
        .badArgument, "The most that label \(reservation.label) may have is below the least.",
        nextStep: "Take a --max that is not below --min.")
    }
    return book.reservations.contains(reservation)
      ? [] : try perform([.reserve(reservation)], isDry: isDry, by: user)
  }

  func unreserve(_ label: String, isDry: Bool, by user: Int) throws(AgentError) -> [StateLine] {
    guard book.reservations.contains(where: { $0.label == label }) else {
      throw AgentError(
        .licenseRefused, "Nothing is reserved for '\(Label.clean(label, limit: 60))'.",
        nextStep: "See what is with: stationctl license reserve")
    }
    return try perform([.unreserve(label: label)], isDry: isDry, by: user)
  }

  // MARK: Leases and graces

  func revoke(
    _ text: String, isDry: Bool, by user: Int
  ) throws(AgentError) -> (until: Timestamp, lines: [StateLine]) {
    guard let holder = Holder(text) else {
      throw AgentError(
        .badArgument, "'\(Label.clean(text, limit: 80))' is neither a station nor a user.",
        nextStep: "Name it as station/KEY or user/NAME.")
    }
    let revocation: Revocation
    do throws(RevocationRefusal) {
      revocation = try Licensing.revoke(holder, in: licensingInput)
    } catch {
      throw AgentError(.licenseRefused, error.message, nextStep: error.nextStep)
    }
    let lines = try perform([.revoke(revocation)], isDry: isDry, by: user)
    return (revocation.until, lines)
  }

  func extendGrace(
    _ text: String, days: Int, reason: String, by user: Int
  ) throws(AgentError) -> Timestamp {
    let subject: GraceClock.Subject
    switch Holder(text) {
    case .station(let key)?: subject = .station(key)
    case _ where text == StationKey.host.text: subject = .host
    default:
      throw AgentError(
        .badArgument, "'\(Label.clean(text, limit: 80))' has no grace.",
        nextStep: "Name 'host', or a station as station/KEY.")
    }
    let reason = Label.clean(reason, limit: 200)
    let extended: GraceExtension
    do throws(ExtensionRefusal) {
      extended = try extend(
        book.graces.first { $0.subject == subject }, subject: subject, by: .days(Int64(days)),
        limit: settings.extensionLimit, reason: reason, now: clock.now)
    } catch {
      throw AgentError(.licenseRefused, error.message, nextStep: error.nextStep)
    }
    _ = try perform([.extend(extended)], isDry: false, by: user)
    return extended.until
  }

  /// As the last decision saw it.
  private var licensingInput: LicensingInput {
    let world = world(of: book)
    return LicensingInput(
      stations: plan?.roster.stations ?? [], sources: world.sources, leases: world.leases,
      graces: world.graces, reservations: world.reservations, revocations: world.revocations,
      standings: world.standings, mode: world.mode, terms: world.terms, now: world.now)
  }
}
