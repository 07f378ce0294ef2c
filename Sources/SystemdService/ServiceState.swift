import CSystemd
import Glibc

/// What the service tells systemd about itself (sd_notify(3)). Says nothing where there is no
/// systemd to listen.
public enum ServiceState {
  case ready
  /// With the monotonic time, as `Type=notify-reload` demands.
  case reloading
  case stopping
  /// A line for `systemctl status`.
  case status(String)

  public func tell() { sd_notify(0, text) }

  var text: String {
    switch self {
    case .ready: return "READY=1"
    case .stopping: return "STOPPING=1"
    case .status(let line): return "STATUS=" + line.filter { !$0.isNewline }
    case .reloading:
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
      return "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
    }
  }
}
