import AgentInterface
import DBus
import StationModel
import Topology
import Udev

extension Agent {
  /// Every device with its place, for everybody: it is what `Explain` says, of all stations at once.
  func devices() -> Value {
    guard let sorting = plan?.sorting, let picture = monitor?.picture else {
      return DeviceView.value([])
    }
    return DeviceView.value(DeviceView.list(picture, sorting.assignments))
  }
}
