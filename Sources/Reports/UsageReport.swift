public import StationModel

/// What a history says about the use of licenses.
public struct UsageReport: Sendable, Equatable {
  public var from: Timestamp
  /// The moment after the last one that is counted; never later than the moment of asking.
  public var to: Timestamp
  public var period: UsagePeriod
  public var by: UsageGrouping
  /// By period; within one, stations by number, everything else by name, the rest last.
  public var rows: [UsageRow]
  /// The first row of the history; nil for an empty one. Before that there are no licenses to count.
  public var historyBegins: Timestamp?
  /// The first row that tells a station's state. Before that, denials and minutes are not known.
  public var statesKnownFrom: Timestamp?
  /// Rows that could not be understood and were passed over.
  public var unreadable: Int
  /// Rows with an earlier time than the row before them; they count as of that row's time.
  public var outOfOrder: Int
  /// Rows of this report that were left out, because there is a limit (``mostRows``).
  public var omitted: Int

  /// The most rows that one report has: one message on the bus holds them.
  public static let mostRows = 10_000

  public init(
    from: Timestamp, to: Timestamp, period: UsagePeriod, by: UsageGrouping, rows: [UsageRow],
    historyBegins: Timestamp? = nil, statesKnownFrom: Timestamp? = nil, unreadable: Int = 0,
    outOfOrder: Int = 0, omitted: Int = 0
  ) {
    self.from = from
    self.to = to
    self.period = period
    self.by = by
    self.rows = rows
    self.historyBegins = historyBegins
    self.statesKnownFrom = statesKnownFrom
    self.unreadable = unreadable
    self.outOfOrder = outOfOrder
    self.omitted = omitted
  }

  /// What is to be known besides the figures, one sentence each; none if all is whole.
  public var remarks: [String] {
    var remarks: [String] = []
    if let historyBegins, historyBegins > from {
      remarks.append("The history begins on \(historyBegins.utcText); nothing is recorded before.")
    }
    if historyBegins == nil { remarks.append("The history is empty.") }
    if by.hasStates, historyBegins != nil {
      if let statesKnownFrom {
        if statesKnownFrom > max(from, historyBegins ?? from) {
          remarks.append(
            "Denials and minutes are known only from \(statesKnownFrom.utcText) on; "
              + "before that they were not recorded.")
        }
      } else {
        remarks.append("Denials and minutes are not known: no state of a station is recorded.")
      }
    }
    if unreadable > 0 {
      remarks.append(
        (unreadable == 1
          ? "1 row of the history could not be read and is"
          : "\(unreadable) rows of the history could not be read and are")
          + " not counted. Check it: stationctl license audit")
    }
    if outOfOrder > 0 {
      remarks.append(
        (outOfOrder == 1
          ? "1 row of the history is earlier than the row before it"
          : "\(outOfOrder) rows of the history are earlier than the row before them")
          + "; such a row counts as if it was written at that row's time.")
    }
    if omitted > 0 {
      remarks.append(
        "\(omitted) more rows are left out, since a report has at most \(Self.mostRows). "
          + "Ask for a shorter time, or count by month.")
    }
    return remarks
  }
}
