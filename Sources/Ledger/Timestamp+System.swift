import Glibc
import StationModel

extension Timestamp {
  /// The wall clock. Only for opening and backups; all other times are given.
  static var system: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// For names of files: `20261126T101500Z`.
  var stamp: String {
    String(iso.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}
