import StationModel

// The columns are those of the `load…` statements in SQL.swift, the cells those of `put…`.

extension Row {
  func enrolled() throws(LedgerError) -> Enrolled {
    Enrolled(
      key: StationKey(try text(0)), number: try count(1), name: try text(2), kind: try word(3),
      enrolledAt: try time(4), binding: try optionalText(5).map { DisplayPlace($0) },
      absentSince: try optionalTime(6), priority: try count(7), disabled: try disabled())
  }

  private func disabled() throws(LedgerError) -> Disabled? {
    guard let since = try optionalTime(8) else { return nil }
    return Disabled(since: since, message: try optionalText(9))
  }

  /// Of the table `state`.
  func maintenance() throws(LedgerError) -> Maintenance? {
    guard let since = try optionalTime(0) else { return nil }
    return Maintenance(since: since, until: try optionalTime(1))
  }

  func mark() throws(LedgerError) -> (StationKey, MarkedPart, DeviceMark) {
    (
      StationKey(try text(0)), try word(1),
      DeviceMark(
        model: try text(2), serial: try optionalText(3), container: try optionalText(4))
    )
  }

  func label() throws(LedgerError) -> (StationKey, String) {
    (StationKey(try text(0)), try text(1))
  }

  func ignored() throws(LedgerError) -> Ignored {
    Ignored(key: StationKey(try text(0)), model: try optionalText(1), since: try time(2))
  }

  func serialMark() throws(LedgerError) -> SerialMark {
    SerialMark(model: try text(0), serial: try text(1))
  }

  func pack() throws(LedgerError) -> StoredPack {
    let host = try optionalText(12).map { PackBinding.host($0) }
    let site = try optionalText(13).map { PackBinding.site($0) }
    return StoredPack(
      pack: Pack(
        id: try text(0), issuer: try text(1), keyID: try text(2), kind: try word(9),
        count: try count(3), coverage: try words(4), validFrom: try time(5),
        validUntil: try optionalTime(6), product: try optionalCount(10),
        features: try list(11), binding: host ?? site, replaces: try list(14),
        isConvertible: try integer(15) != 0, addedAt: try time(7), removed: try count(16),
        converted: try count(17)),
      token: try text(8))
  }

  func lease() throws(LedgerError) -> Lease {
    Lease(
      holder: try holder(), pack: try text(1), grantedAt: try time(2), expiresAt: try time(3))
  }

  func revocation() throws(LedgerError) -> Revocation {
    Revocation(holder: try holder(), pack: try text(1), revokedAt: try time(2), until: try time(3))
  }

  private func holder() throws(LedgerError) -> Holder {
    let name = try text(0)
    guard let holder = Holder(name) else {
      throw .unreadable(table: table, row: name, why: "it is neither a station nor a person")
    }
    return holder
  }

  func reservation() throws(LedgerError) -> Reservation {
    Reservation(
      label: try text(0), kind: try word(1), least: try count(2), most: try optionalCount(3))
  }

  func standing() throws(LedgerError) -> (StationKey, StoredStanding) {
    (
      StationKey(try text(0)),
      StoredStanding(
        license: LicenseStanding(state: try text(1), cause: try optionalWord(2)),
        since: try time(3))
    )
  }

  func subject() throws(LedgerError) -> GraceClock.Subject {
    let name = try text(0)
    guard let subject = GraceClock.Subject(name) else {
      throw .unreadable(table: table, row: name, why: "it is neither the host nor a station")
    }
    return subject
  }

  /// As it counts now, without its extensions.
  func grace() throws(LedgerError) -> (grace: GraceClock, shifted: Span) {
    let shifted = Span(milliseconds: try integer(4))
    let grace = GraceClock(
      subject: try subject(), startedAt: try time(1) + shifted, endsAt: try time(2) + shifted,
      endedAt: try optionalTime(3).map { $0 + shifted })
    return (grace, shifted)
  }

  func notice() throws(LedgerError) -> Notice {
    Notice(
      id: NoticeID(try text(0)), severity: try word(1), stage: try word(2), audience: try word(3),
      deadline: try optionalTime(4), stationNumber: try optionalCount(5), summary: try text(6),
      body: try text(7), nextStep: try text(8), words: try text(10),
      raisedAt: try time(9))
  }

  func history() throws(LedgerError) -> HistoryRow {
    HistoryRow(
      id: try integer(0), at: try time(1), kind: try text(2),
      station: try optionalText(3).map { StationKey($0) }, detail: try text(4))
  }
}

extension Enrolled {
  var cells: [Cell] {
    [
      .text(key.text), .integer(Int64(number)), .text(name), .text(kind.rawValue),
      .integer(enrolledAt.milliseconds), .text(binding?.description),
      .integer(absentSince?.milliseconds), .integer(Int64(priority)),
      .integer(disabled?.since.milliseconds), .text(disabled?.message),
    ]
  }
}

/// The parts of which marks are kept. The raw value is used on disk.
enum MarkedPart: String, CaseIterable {
  case hub, keyboard, pointer, display
}

extension StationMarks {
  subscript(part: MarkedPart) -> DeviceMark? {
    get {
      switch part {
      case .hub: hub
      case .keyboard: keyboard
      case .pointer: pointer
      case .display: display
      }
    }
    set {
      switch part {
      case .hub: hub = newValue
      case .keyboard: keyboard = newValue
      case .pointer: pointer = newValue
      case .display: display = newValue
      }
    }
  }
}

extension DeviceMark {
  func cells(_ key: StationKey, _ part: MarkedPart) -> [Cell] {
    [.text(key.text), .text(part.rawValue), .text(model), .text(serial), .text(container)]
  }

  /// As history tells it.
  var text: String {
    model + (serial.map { " serial " + $0 } ?? "") + (container.map { " container " + $0 } ?? "")
  }
}

extension Enrolled {
  /// In the order of their bytes, as the table keeps them.
  var sortedLabels: [String] { Set(labels).sorted(by: comesBefore) }

  /// As history tells them.
  var labelsText: String { sortedLabels.joined(separator: " ") }
}

extension Pack {
  /// The kinds in the order of the alphabet, with commas between them.
  var coverageText: String { coverage.map(\.rawValue).sorted().joined(separator: ",") }
  var featuresText: String { features.joined(separator: ",") }
  var replacesText: String { replaces.joined(separator: ",") }

  var host: String? { if case .host(let id) = binding { id } else { nil } }
  var site: String? { if case .site(let name) = binding { name } else { nil } }

  func cells(token: String) -> [Cell] {
    [
      .text(id), .text(issuer), .text(keyID), .integer(Int64(count)), .text(coverageText),
      .integer(validFrom.milliseconds), .integer(validUntil?.milliseconds),
      .integer(addedAt.milliseconds), .text(token), .text(kind.rawValue),
      .integer(product.map(Int64.init)), .text(featuresText), .text(host), .text(site),
      .text(replacesText), .integer(isConvertible ? 1 : 0), .integer(Int64(removed)),
      .integer(Int64(converted)),
    ]
  }
}

extension Maintenance {
  var cells: [Cell] { [.integer(since.milliseconds), .integer(until?.milliseconds)] }

  func moved(by span: Span) -> Maintenance {
    Maintenance(since: since + span, until: until.map { $0 + span })
  }
}

extension Lease {
  var cells: [Cell] {
    [
      .text(holder.text), .text(holder.station?.text), .text(pack),
      .integer(grantedAt.milliseconds), .integer(expiresAt.milliseconds),
    ]
  }
}

extension Revocation {
  var cells: [Cell] {
    [
      .text(holder.text), .text(pack), .integer(revokedAt.milliseconds),
      .integer(until.milliseconds),
    ]
  }
}

extension Reservation {
  var cells: [Cell] {
    [
      .text(label), .text(kind.rawValue), .integer(Int64(least)),
      .integer(most.map(Int64.init)),
    ]
  }
}

extension GraceClock {
  var cells: [Cell] {
    [
      .text(subject.text), .integer(startedAt.milliseconds), .integer(endsAt.milliseconds),
      .integer(endedAt?.milliseconds),
    ]
  }
}

extension GraceClock.Subject {
  var station: StationKey? { if case .station(let key) = self { key } else { nil } }

  /// `host`, or `station/` and the station's key: the host as a station has a grace of its own.
  var text: String {
    switch self {
    case .host: "host"
    case .station(let key): "station/" + key.text
    }
  }

  init?(_ text: String) {
    if text == "host" {
      self = .host
    } else if text.hasPrefix("station/") {
      self = .station(StationKey(String(text.dropFirst("station/".count))))
    } else {
      return nil
    }
  }
}

extension Notice {
  var cells: [Cell] {
    [
      .text(id.text), .text(severity.rawValue), .text(stage.rawValue), .text(audience.rawValue),
      .integer(deadline?.milliseconds), .integer(stationNumber.map(Int64.init)), .text(summary),
      .text(body), .text(nextStep), .integer(raisedAt.milliseconds), .text(words),
    ]
  }
}
