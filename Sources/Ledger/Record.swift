import StationModel

/// A change as history tells it.
struct Record {
  var kind: String
  var station: StationKey?
  var detail = Detail()

  init(_ kind: String, station: StationKey? = nil, _ fill: (inout Detail) -> Void = { _ in }) {
    self.kind = kind
    self.station = station
    fill(&detail)
  }
}
