import StationModel

@testable import Reports

/// Writes histories as the ledger does.
struct Diary {
  var rows: [HistoryRow] = []

  mutating func note(
    _ kind: String, at time: Timestamp, _ station: String? = nil, _ members: [String: Any?] = [:]
  ) {
    rows.append(
      HistoryRow(
        id: Int64(rows.count + 1), at: time, kind: kind, station: station.map { StationKey($0) },
        detail: Self.json(members)))
  }

  mutating func grant(
    _ holder: String, at time: Timestamp, until end: Timestamp, pack: String = "p",
    renewal: Bool = false
  ) {
    note(
      renewal ? "lease-renewed" : "lease-granted", at: time, Holder(holder)?.station?.text,
      [
        "holder": holder, "pack": pack, "granted-at": time.milliseconds,
        "expires-at": end.milliseconds,
      ])
  }

  mutating func release(_ holder: String, at time: Timestamp, pack: String = "p") {
    note(
      "lease-released", at: time, Holder(holder)?.station?.text,
      ["holder": holder, "pack": pack, "why": "it is \"over\""])
  }

  mutating func revoke(_ holder: String, at time: Timestamp, pack: String = "p") {
    note(
      "lease-revoked", at: time, Holder(holder)?.station?.text,
      [
        "holder": holder, "pack": pack, "revoked-at": time.milliseconds,
        "until": time.milliseconds,
      ])
  }

  mutating func enroll(
    _ key: String, number: Int, name: String? = nil, labels: String? = nil, at time: Timestamp,
    event: String = "enrolled", from former: String? = nil
  ) {
    note(
      "station-" + event, at: time, key,
      [
        "number": number, "name": name ?? "Station \(number)", "labels": labels,
        "station-kind": "physical", "former-key": former,
      ])
  }

  mutating func state(_ key: String, _ state: String, former: String? = nil, at time: Timestamp) {
    note(
      "state-changed", at: time, key,
      ["state": state, "former-state": former, "since": time.milliseconds])
  }

  mutating func pack(
    _ id: String, count: Int, kind: String? = "device", from: Timestamp, until: Timestamp? = nil,
    replaces: String? = nil, at time: Timestamp
  ) {
    note(
      "pack-added", at: time, nil,
      [
        "pack": id, "count": count, "kind": kind, "issuer": "school",
        "valid-from": from.milliseconds, "valid-until": until?.milliseconds, "replaces": replaces,
        "added-at": time.milliseconds,
      ])
  }

  func report(
    from: Timestamp, to: Timestamp, _ period: UsagePeriod = .all, by: UsageGrouping = .none,
    now: Timestamp? = nil
  ) throws -> UsageReport {
    let query = try UsageQuery(from: from, to: to, period: period, by: by, now: now ?? to)
    var usage = Usage(query)
    for row in rows { usage.take(row) }
    return usage.report()
  }

  private static func json(_ members: [String: Any?]) -> String {
    let parts = members.compactMap { name, value -> (String, String)? in
      switch value {
      case let text as String:
        let escaped = text.split(separator: "\"", omittingEmptySubsequences: false)
        return (name, "\"" + escaped.joined(separator: "\\\"") + "\"")
      case let number as Int: return (name, String(number))
      case let number as Int64: return (name, String(number))
      default: return nil
      }
    }
    return "{" + parts.sorted { $0.0 < $1.0 }.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }
}

/// `at("2026-11-26")`, `at("2026-11-26T08:00Z")`. 1970 if it is no date, which no test means.
func at(_ iso: String) -> Timestamp { Timestamp(iso: iso) ?? Timestamp(milliseconds: 0) }
