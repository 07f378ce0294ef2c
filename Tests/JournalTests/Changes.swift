import StationModel

/// At least one change of each kind.
enum Changes {
  static let now = Timestamp(seconds: 1_800_000_000)
  static let key = StationKey("pci-0/1")
  static let record = Enrolled(
    key: key, number: 3, name: "Window", kind: .physical, enrolledAt: now)
  static let notice = Notice(
    id: NoticeID("exhausted/pci-0/1"), severity: .warning, stage: .days7, audience: .station,
    deadline: now + .days(7), stationNumber: 3, summary: "No license for station 3",
    body: "Station 3 (Window) has no license.", nextStep: "Add licenses.", raisedAt: now)
  private static let pack = Pack(
    id: "P-7", issuer: "Acme", keyID: "01", count: 20, coverage: [.physical], validFrom: now,
    validUntil: nil, addedAt: now)
  private static let events: [Change.StationEvent] = [
    .enrolled, .renamed, .bound, .absent, .returned, .moved, .rebased, .hubReplaced, .refitted,
    .arranged, .disabled, .enabled,
  ]
  private static let holders: [Holder] = [.station(key), .user("ada")]

  static let all: [Change] =
    events.map { .station(record, event: $0) }
    + holders.flatMap { holder -> [Change] in
      let lease = Lease(holder: holder, pack: "P-7", grantedAt: now, expiresAt: now + .days(60))
      return [
        .lease(lease, isRenewal: false), .lease(lease, isRenewal: true),
        .release(holder, why: "it is gone"),
        .revoke(Revocation(holder: holder, pack: "P-7", revokedAt: now, until: now + .days(9))),
      ]
    }
    + [GraceClock.Subject.host, .station(key)].flatMap { subject -> [Change] in
      [
        .grace(GraceClock(subject: subject, startedAt: now, endsAt: now + .days(90))),
        .grace(
          GraceClock(subject: subject, startedAt: now, endsAt: now + .days(90), endedAt: now)),
        .extend(
          GraceExtension(
            subject: subject, until: now + .days(99), by: .days(9), grantedAt: now,
            reason: "the exam")),
      ]
    }
    + [
      .forget(key), .forget(StationKey("pci-0/77")),
      .move(from: StationKey("pci-0/9"), to: record, event: .moved), .renumber([record]),
      .ignore(Ignored(key: key, model: nil, since: now)), .heed(key),
      .distrust(SerialMark(model: "05e3:0611", serial: "000\n1")),
      .powerCycled(key, PowerCycled(outcome: "stayed", ports: "port 2", user: 1000)),
      .mode(.perDevice), .addPack(pack, token: "t"), .removePack("P-7", licenses: 3),
      .removePack("P-7", licenses: nil), .convertPack("P-7", converted: 1),
      .reserve(Reservation(label: "desk", least: 2, most: 5)), .unreserve(label: "desk"),
      .standing(key, LicenseStanding(state: "grace", cause: .exhausted)),
      .standing(key, LicenseStanding(state: "licensed")),
      .maintenance(Maintenance(since: now, until: now + .days(1))), .maintenance(nil),
      .clockMoved(by: .hours(3)), .notice(notice),
      .closeNotice(notice.id, why: "There are enough licenses now."),
      .closeNotice(NoticeID("clock/host"), why: "It is right."),
      .told(
        Telling(
          notice: notice.id, recipient: .user("ada"), stage: .days7, deadline: now, way: .desktop,
          state: .shown, at: now, keptUntil: now + .days(30))),
      .forgetTellings(before: now),
      .mute(
        Mute(cause: "exhausted", audience: .people, since: now, until: now + .days(14), user: 0)),
      .unmute(cause: "exhausted", .everyone),
    ]

  /// So that a new kind of change does not compile without being thought of here.
  static func kind(_ change: Change) -> Int {
    switch change {
    case .station: 0
    case .forget: 1
    case .move: 2
    case .renumber: 3
    case .ignore: 4
    case .heed: 5
    case .distrust: 6
    case .mode: 7
    case .maintenance: 8
    case .addPack: 9
    case .removePack: 10
    case .convertPack: 11
    case .lease: 12
    case .release: 13
    case .revoke: 14
    case .reserve: 15
    case .unreserve: 16
    case .grace: 17
    case .extend: 18
    case .standing: 19
    case .clockMoved: 20
    case .notice: 21
    case .closeNotice: 22
    case .told: 23
    case .forgetTellings: 24
    case .mute: 25
    case .unmute: 26
    case .powerCycled: 27
    }
  }
}
