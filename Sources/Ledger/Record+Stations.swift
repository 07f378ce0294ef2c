import StationModel

extension Record {
  static func station(
    _ record: Enrolled, _ event: Change.StationEvent, formerKey: StationKey? = nil,
    notices: Int = 0
  ) -> Record {
    Record("station-" + event.rawValue, station: record.key) {
      $0.put("number", Int64(record.number))
      $0.put("name", record.name)
      $0.put("station-kind", record.kind.rawValue)
      $0.put("enrolled-at", record.enrolledAt)
      $0.put("binding", record.binding?.description)
      $0.put("absent-since", record.absentSince)
      $0.put("priority", Int64(record.priority))
      if !record.labels.isEmpty { $0.put("labels", record.labelsText) }
      $0.put("disabled-since", record.disabled?.since)
      $0.put("disabled-message", record.disabled?.message)
      for part in MarkedPart.allCases { $0.put(part.rawValue, record.marks[part]?.text) }
      $0.put("former-key", formerKey?.text)
      // Also a sign: before there was one, notices did not follow.
      $0.put("notices", notices == 0 ? nil : Int64(notices))
    }
  }

  /// By key: its number, a space and its name.
  static func renumbered(_ records: [Enrolled]) -> Record {
    var names: [String: String] = [:]
    for record in records { names[record.key.text] = "\(record.number) \(record.name)" }
    return Record("stations-renumbered") {
      for (key, name) in names { $0.put(key, name) }
    }
  }

  /// `pack`: of the lease that went with it.
  static func forgotten(_ key: StationKey, number: Int64, pack: String?) -> Record {
    Record("station-forgotten", station: key) {
      $0.put("number", number)
      $0.put("pack", pack)
    }
  }

  static func ignored(_ word: Ignored) -> Record {
    Record("candidate-ignored", station: word.key) {
      $0.put("model", word.model)
      $0.put("since", word.since)
    }
  }

  static func distrusted(_ mark: SerialMark) -> Record {
    Record("serial-distrusted") {
      $0.put("model", mark.model)
      $0.put("serial", mark.serial)
    }
  }

  static func stateChanged(
    _ key: StationKey, from former: LicenseStanding?, to standing: LicenseStanding,
    since: Timestamp
  ) -> Record {
    Record("state-changed", station: key) {
      $0.put("state", standing.state)
      $0.put("cause", standing.cause?.rawValue)
      $0.put("former-state", former?.state)
      $0.put("former-cause", former?.cause?.rawValue)
      $0.put("since", since)
    }
  }

  static func powerCycled(_ key: StationKey, _ cycle: PowerCycled) -> Record {
    Record("station-power-cycled", station: key) {
      $0.put("outcome", cycle.outcome)
      $0.put("ports", cycle.ports)
      $0.put("user", Int64(cycle.user))
    }
  }

  static func maintenanceBegun(_ maintenance: Maintenance) -> Record {
    Record("maintenance-begun") {
      $0.put("since", maintenance.since)
      $0.put("until", maintenance.until)
    }
  }

  static func maintenanceEnded(_ former: Maintenance) -> Record {
    Record("maintenance-ended") {
      $0.put("since", former.since)
      $0.put("until", former.until)
    }
  }
}
