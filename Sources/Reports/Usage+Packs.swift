import StationModel

extension Usage {
  mutating func addPack(_ row: HistoryRow) -> Bool {
    guard let detail = Detail(row.detail), let id = detail.text("pack"),
      let count = detail.number("count"), let validFrom = detail.time("valid-from")
    else { return false }
    var kind = LicenseKind.device
    if let name = detail.text("kind") {
      guard let known = LicenseKind(rawValue: name) else { return false }
      kind = known
    }
    pool.add(
      Pack(
        id: id, issuer: detail.text("issuer") ?? "", keyID: "", kind: kind,
        count: Int(clamping: count), coverage: [], validFrom: validFrom,
        validUntil: detail.time("valid-until"), replaces: detail.words("replaces"),
        addedAt: detail.time("added-at") ?? row.at,
        removed: detail.number("removed").map(Int.init(clamping:)) ?? 0,
        converted: detail.number("converted").map(Int.init(clamping:)) ?? 0))
    return true
  }

  mutating func removePack(_ row: HistoryRow) -> Bool {
    guard let detail = Detail(row.detail), let id = detail.text("pack") else { return false }
    pool.remove(id, licenses: detail.number("licenses").map(Int.init(clamping:)))
    return true
  }

  mutating func convertPack(_ row: HistoryRow) -> Bool {
    guard let detail = Detail(row.detail), let id = detail.text("pack"),
      let converted = detail.number("converted")
    else { return false }
    pool.convert(id, converted: Int(clamping: converted))
    return true
  }

  mutating func mode(_ row: HistoryRow) -> Bool {
    guard let mode = Detail(row.detail)?.text("mode").flatMap(LicenseMode.init(rawValue:))
    else { return false }
    pool.mode = mode
    return true
  }
}
