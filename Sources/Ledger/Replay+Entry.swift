import StationModel

extension Replay {
  /// One row of the history with its detail taken apart.
  struct Entry {
    /// A member that must be there is not, or is something else.
    struct Unclear: Error {}

    var row: HistoryRow
    var members: [String: FlatJSON.Value]

    var station: StationKey {
      get throws(Unclear) {
        guard let station = row.station else { throw Unclear() }
        return station
      }
    }

    /// The first versions knew only stations as holders.
    var holder: String {
      get throws(Unclear) {
        if members["holder"] != nil { return try text("holder") }
        return Holder.station(try station).text
      }
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    func text(_ name: String) throws(Unclear) -> String {
      guard case .text(let text)? = members[name] else { throw Unclear() }
      return text
    }

    func number(_ name: String) throws(Unclear) -> Int64 {
      guard case .number(let number)? = members[name] else { throw Unclear() }
      return number
    }

    func optionalNumber(_ name: String) throws(Unclear) -> Int64? {
      has(name) ? try number(name) : nil
    }

    func time(_ name: String) throws(Unclear) -> Timestamp {
      Timestamp(milliseconds: try number(name))
    }

    /// Columns by name, from the members that hold them.
    func columns(_ names: [String: String]) -> Columns {
      var columns: Columns = [:]
      for (column, member) in names {
        switch members[member] {
        case .text(let text): columns[column] = text
        case .number(let number): columns[column] = String(number)
        case nil: break
        }
      }
      return columns
    }
  }
}
