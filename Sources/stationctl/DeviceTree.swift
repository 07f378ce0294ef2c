import AgentInterface
import StationModel

/// The devices as a tree: who has each, by which rule, and what else was possible unless that goes
/// without saying.
///
/// Pure, and total for whatever the rows hold: a device whose parent is not listed stands at the
/// top, and no word of a device reaches the terminal as it is.
func deviceTreeLines(_ rows: [DeviceView]) -> [String] {
  var children: [String: [Int]] = [:]
  var seen: Set<String> = []
  var top: [Int] = []
  // Only what came before can be above: rows that name each other make no circle.
  for (index, row) in rows.enumerated() {
    if let parent = row.parent, seen.contains(parent) {
      children[parent, default: []].append(index)
    } else {
      top.append(index)
    }
    seen.insert(row.device)
  }
  var lines: [String] = []
  var drawn: Set<String> = []
  // With a stack of its own, since the depth is not ours to limit.
  var stack = top.reversed().map { (row: $0, lead: "", branch: "", deeper: "") }
  while let next = stack.popLast() {
    let row = rows[next.row]
    lines.append(next.lead + next.branch + deviceText(row))
    let below = drawn.insert(row.device).inserted ? children[row.device] ?? [] : []
    let lead = next.lead + next.deeper
    let bar = below.isEmpty ? "    " : "│   "
    for alternative in row.alternatives where alternative.isWorthTelling {
      lines.append(lead + bar + alternativeText(alternative))
    }
    for (position, child) in below.enumerated().reversed() {
      let isLast = position == below.count - 1
      stack.append((child, lead, isLast ? "└─ " : "├─ ", isLast ? "   " : "│  "))
    }
  }
  return lines
}

func clean(_ text: String) -> String { clean(text, limit: 200) }
func clean(_ text: String, limit: Int) -> String { Label.clean(text, limit: limit) }

private func deviceText(_ row: DeviceView) -> String {
  let name = clean(DevicePath(row.device).name)
  let label = clean(row.label)
  let title = label.isEmpty || label == name ? name : "\(name) \"\(label)\""
  return "\(title) → \(clean(row.station)) "
    + "[rule \(clean(row.rule)), \(clean(row.authority))]: \(clean(row.why))"
}

private func alternativeText(_ alternative: AlternativeView) -> String {
  "not \(placeText(alternative)) [rule \(clean(alternative.rule)), \(clean(alternative.authority))]: "
    + clean(alternative.why)
}

/// Where it could have gone: to a station, to nobody, or, as a hub, into a station of its own.
func placeText(_ alternative: AlternativeView) -> String {
  alternative.station.map(clean) ?? (alternative.rule.hasPrefix("4 ") ? "by itself" : "nobody")
}

extension AlternativeView {
  /// That the host does not have what a station has needs no words, unless somebody said it has.
  var isWorthTelling: Bool {
    station != StationKey.host.text || authority != "topology" || rule.hasPrefix("2 ")
  }
}

/// One device a line.
func deviceTable(_ rows: [DeviceView]) -> [String] {
  tableLines(
    ["DEVICE", "LABEL", "STATION", "RULE", "AUTHORITY"],
    rows.map { row in
      [DevicePath(row.device).name, row.label, row.station, row.rule, row.authority].map(clean)
    })
}
