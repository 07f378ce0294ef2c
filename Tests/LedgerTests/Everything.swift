import Ledger
import StationModel

/// Changes after which no table is empty and no column is NULL in all rows.
enum Everything {
  static let now = Sample.now
  static let key = StationKey("pci-0/1")
  static let second = StationKey("pci-0/2")

  static let record = Enrolled(
    key: key, number: 3, name: "Window", kind: .physical, enrolledAt: now + .seconds(1),
    binding: DisplayPlace("pci-9/DP-1"), absentSince: now + .seconds(2), priority: 7,
    labels: ["exam", "room-3"],
    marks: StationMarks(
      hub: DeviceMark(model: "05e3:0608", serial: "SN", container: "0a0b"),
      keyboard: DeviceMark(model: "046d:c31c"), pointer: DeviceMark(model: "046d:c077"),
      display: DeviceMark(model: "DEL:a0b1")),
    disabled: Disabled(since: now + .seconds(14), message: "The lamp is broken"))

  static let pack = Pack(
    id: "P-7", issuer: "Acme", keyID: "0123456789abcdef", kind: .user, count: 20,
    coverage: [.physical, .host], validFrom: now + .seconds(3), validUntil: now + .days(365),
    product: 4, features: ["kiosk", "voice"], binding: .host("h-77"), replaces: ["P-5", "P-6"],
    isConvertible: true, addedAt: now + .seconds(4), removed: 1, converted: 2)

  static let all: [Change] = {
    var siteBound = pack
    siteBound.id = "P-8"
    siteBound.binding = .site("Annex")
    let grace = GraceClock(
      subject: .station(key), startedAt: now + .seconds(5), endsAt: now + .days(90))
    return [
      .mode(.perUser), .maintenance(Maintenance(since: now, until: nil)), .maintenance(nil),
      .maintenance(Maintenance(since: now + .seconds(13), until: now + .days(2))),
      .addPack(pack, token: "tok.e.n"), .addPack(siteBound, token: "tok.e.m"),
      .station(record, event: .enrolled),
      .station(
        Enrolled(key: second, number: 4, name: "Door", kind: .network, enrolledAt: now),
        event: .enrolled),
      .lease(
        Lease(
          holder: .user("ada"), pack: "P-7", grantedAt: now + .seconds(6),
          expiresAt: now + .days(60)),
        isRenewal: false),
      .lease(
        Lease(station: key, pack: "P-7", grantedAt: now + .seconds(7), expiresAt: now + .days(61)),
        isRenewal: false),
      .lease(
        Lease(
          holder: .user("bob"), pack: "P-8", grantedAt: now + .seconds(8),
          expiresAt: now + .days(62)),
        isRenewal: true),
      .revoke(
        Revocation(
          holder: .user("bob"), pack: "P-8", revokedAt: now + .seconds(9), until: now + .days(62))),
      .reserve(Reservation(label: "desk", kind: .network, least: 2, most: 5)),
      .reserve(Reservation(label: "gone", least: 1)), .unreserve(label: "gone"),
      .grace(grace),
      .extend(
        GraceExtension(
          subject: .station(key), until: now + .days(99), by: .days(9),
          grantedAt: now + .seconds(10),
          reason: "the exam")),
      .standing(key, LicenseStanding(state: "unlicensed", cause: .exhausted)),
      .removePack("P-7", licenses: 3), .convertPack("P-8", converted: 6),
      .ignore(Ignored(key: StationKey("pci-0/9"), model: "05e3:0610", since: now + .seconds(11))),
      .distrust(SerialMark(model: "05e3:0611", serial: "000")),
      .notice(
        Notice(
          id: NoticeID(cause: "exhausted", subject: "pci-0/1"), severity: .critical, stage: .days3,
          audience: .station, deadline: now + .days(98), stationNumber: 3, summary: "One line",
          body: "Two\nlines", nextStep: "Add licenses.", words: #"{"cause":"exhausted"}"#,
          raisedAt: now + .seconds(12))),
      .told(
        Telling(
          notice: NoticeID(cause: "exhausted", subject: "pci-0/1"), recipient: .user("ada"),
          stage: .days3, deadline: now + .days(98), way: .desktop, state: .later,
          at: now + .seconds(15), again: now + .days(1), keptUntil: now + .days(128))),
      .told(
        Telling(
          notice: NoticeID(cause: "candidate", subject: "pci-0/9"), recipient: .program,
          stage: .begun, deadline: nil, way: .hook, state: .failed, at: now + .seconds(16),
          keptUntil: now + .seconds(17))),
      .forgetTellings(before: now + .seconds(18)),
      .mute(
        Mute(
          cause: "plugin-unwell", audience: .people, since: now + .seconds(19),
          until: now + .days(14), user: 0)),
      .unmute(cause: "plugin-unwell", .people),
      .mute(
        Mute(
          cause: "candidate", audience: .everyone, since: now + .seconds(20),
          until: now + .days(7), user: 1001)),
      .powerCycled(key, PowerCycled(outcome: "stayed", ports: "port 2", user: 0)),
      .clockMoved(by: .seconds(77)),
      .grace(
        GraceClock(
          subject: .station(key), startedAt: now + .seconds(82),
          endsAt: now + .days(90) + .seconds(77),
          endedAt: now + .days(2))),
    ]
  }()

  /// A closed ledger with all of that.
  static func folder() throws -> Folder {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.commit(all, at: now, by: 1000)
    ledger.close()
    return folder
  }
}
