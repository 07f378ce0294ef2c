import StationModel

// The columns are those of the `load…` statements in SQL.swift, the cells those of `put…`.

extension Row {
  func enrolled() throws(LedgerError) -> Enrolled {
    Enrolled(
      key: StationKey(try text(0)), number: try count(1), name: try text(2), kind: try word(3),
      enrolledAt: try time(4), binding: try optionalText(5).map { DisplayPlace($0) },
      absentSince: try optionalTime(6), priority: try count(7))
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
    StoredPack(
      pack: Pack(
        id: try text(0), issuer: try text(1), keyID: try text(2), count: try count(3),
        coverage: try words(4), validFrom: try time(5), validUntil: try optionalTime(6),
        addedAt: try time(7)),
      token: try text(8))
  }

  func lease() throws(LedgerError) -> Lease {
    Lease(
      station: StationKey(try text(0)), pack: try text(1), grantedAt: try time(2),
      expiresAt: try time(3))
  }

  func grace() throws(LedgerError) -> GraceClock {
    let name = try text(0)
    guard let subject = GraceClock.Subject(name) else {
      throw .unreadable(table: table, row: name, why: "it is neither the host nor a station")
    }
    return GraceClock(
      subject: subject, startedAt: try time(1), endsAt: try time(2), endedAt: try optionalTime(3))
  }

  func notice() throws(LedgerError) -> Notice {
    Notice(
      id: NoticeID(try text(0)), severity: try word(1), stage: try word(2), audience: try word(3),
      deadline: try optionalTime(4), stationNumber: try optionalCount(5), summary: try text(6),
      body: try text(7), nextStep: try text(8), raisedAt: try time(9))
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

extension Pack {
  /// The kinds in the order of the alphabet, with commas between them.
  var coverageText: String { coverage.map(\.rawValue).sorted().joined(separator: ",") }

  func cells(token: String) -> [Cell] {
    [
      .text(id), .text(issuer), .text(keyID), .integer(Int64(count)), .text(coverageText),
      .integer(validFrom.milliseconds), .integer(validUntil?.milliseconds),
      .integer(addedAt.milliseconds), .text(token),
    ]
  }
}

extension Lease {
  var cells: [Cell] {
    [
      .text(station.text), .text(pack), .integer(grantedAt.milliseconds),
      .integer(expiresAt.milliseconds),
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
      .text(body), .text(nextStep), .integer(raisedAt.milliseconds),
    ]
  }
}
