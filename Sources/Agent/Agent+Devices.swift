import AgentInterface
import DBus
import StationModel
import Topology
import Udev

extension Agent {
  /// Every device with its place, for everybody: it is what `Explain` says, of all stations at once.
  func devices() -> Value { devices { _ in true } }

  /// What one station has, and why.
  func devices(of key: StationKey) -> Value { devices { $0.station == key } }

  private func devices(where isWanted: (Assignment) -> Bool) -> Value {
    guard let sorting = plan?.sorting, let picture = monitor?.picture else {
      return DeviceView.value([])
    }
    return DeviceView.value(
      DeviceView.list(picture, sorting.assignments.filter { isWanted($0.value) }))
  }
}
