import Seal
import StationModel

/// A change as history tells it.
struct Record {
  var kind: String
  var station: StationKey?
  var detail: Detail
}

extension Change {
  /// The kind, the station and the detail of the change's row. `gone` is what the change took away:
  /// the released lease's pack, the forgotten station's number.
  func record(gone: [Cell] = []) -> Record {
    var detail = Detail()
    switch self {
    case .station(let record, let event):
      detail.put(record)
      return Record(kind: "station-" + event.rawValue, station: record.key, detail: detail)
    case .move(let old, let record, let event):
      detail.put(record)
      detail.put("former-key", old.text)
      return Record(kind: "station-" + event.rawValue, station: record.key, detail: detail)
    case .renumber(let records):
      for record in records { detail.put(record.key.text, "\(record.number) \(record.name)") }
      return Record(kind: "stations-renumbered", detail: detail)
    case .ignore(let word):
      detail.put("model", word.model)
      detail.put("since", word.since.milliseconds)
      return Record(kind: "candidate-ignored", station: word.key, detail: detail)
    case .heed(let key): return Record(kind: "candidate-heeded", station: key, detail: detail)
    case .distrust(let mark):
      detail.put("model", mark.model)
      detail.put("serial", mark.serial)
      return Record(kind: "serial-distrusted", detail: detail)
    case .forget(let key):
      if case .integer(let number)? = gone.first { detail.put("number", number) }
      return Record(kind: "station-forgotten", station: key, detail: detail)
    case .mode(let mode):
      detail.put("mode", mode.rawValue)
      return Record(kind: "mode-set", detail: detail)
    case .addPack(let pack, let token):
      detail.put("pack", pack.id)
      detail.put("issuer", pack.issuer)
      detail.put("key-id", pack.keyID)
      detail.put("count", Int64(pack.count))
      detail.put("coverage", pack.coverageText)
      detail.put("valid-from", pack.validFrom.milliseconds)
      detail.put("valid-until", pack.validUntil?.milliseconds)
      detail.put("added-at", pack.addedAt.milliseconds)
      detail.put("token-sha256", Seal.hex(Seal.sha256(Array(token.utf8))))
      return Record(kind: "pack-added", detail: detail)
    case .lease(let lease, let isRenewal):
      detail.put("pack", lease.pack)
      detail.put("granted-at", lease.grantedAt.milliseconds)
      detail.put("expires-at", lease.expiresAt.milliseconds)
      return Record(
        kind: isRenewal ? "lease-renewed" : "lease-granted", station: lease.station, detail: detail)
    case .release(let station, let why):
      if case .text(let pack)? = gone.first {
        detail.put("pack", String(decoding: pack, as: UTF8.self))
      }
      detail.put("why", why)
      return Record(kind: "lease-released", station: station, detail: detail)
    case .grace(let grace):
      detail.put("subject", grace.subject.text)
      detail.put("started-at", grace.startedAt.milliseconds)
      detail.put("ends-at", grace.endsAt.milliseconds)
      detail.put("ended-at", grace.endedAt?.milliseconds)
      let kind = grace.endedAt == nil ? "grace-began" : "grace-ended"
      guard case .station(let key) = grace.subject else {
        return Record(kind: kind, detail: detail)
      }
      return Record(kind: kind, station: key, detail: detail)
    case .notice(let notice):
      detail.put("notice", notice.id.text)
      detail.put("severity", notice.severity.rawValue)
      detail.put("stage", notice.stage.rawValue)
      detail.put("audience", notice.audience.rawValue)
      detail.put("deadline", notice.deadline?.milliseconds)
      detail.put("number", notice.stationNumber.map(Int64.init))
      detail.put("summary", notice.summary)
      detail.put("raised-at", notice.raisedAt.milliseconds)
      return Record(kind: "notice-raised", detail: detail)
    case .closeNotice(let id, let why):
      detail.put("notice", id.text)
      detail.put("why", why)
      return Record(kind: "notice-closed", detail: detail)
    case .powerCycled(let key, let cycle):
      detail.put("outcome", cycle.outcome)
      detail.put("ports", cycle.ports)
      detail.put("user", Int64(cycle.user))
      return Record(kind: "station-power-cycled", station: key, detail: detail)
    }
  }
}

extension Detail {
  /// Every column of a station's record.
  fileprivate mutating func put(_ record: Enrolled) {
    put("number", Int64(record.number))
    put("name", record.name)
    put("station-kind", record.kind.rawValue)
    put("enrolled-at", record.enrolledAt.milliseconds)
    put("binding", record.binding?.description)
    put("absent-since", record.absentSince?.milliseconds)
    put("priority", Int64(record.priority))
    if !record.labels.isEmpty { put("labels", record.labels.sorted().joined(separator: " ")) }
    for part in MarkedPart.allCases { put(part.rawValue, record.marks[part]?.text) }
  }
}
