import CLibvirt
import Dispatch
import Glibc
import PluginKit
import PluginProtocol

/// libvirt's own event loop, on a thread of its own until the process ends. Sleeps in poll(2) while
/// nothing happens.
enum EventThread {
  /// Begins with its first use. libvirt wants the loop before the first connection.
  static let begin: Void = {
    VirtError.silence()
    guard virEventRegisterDefaultImpl() == 0 else { giveUp() }
    DispatchQueue(label: "libvirt-events").async {
      while virEventRunDefaultImpl() == 0 {}
      giveUp()
    }
  }()

  /// Without events nothing that is reported can be relied on: the agent starts the plugin again.
  private static func giveUp() -> Never {
    PluginLog.write(.critical, "libvirt's event loop cannot run: \(VirtError.last)")
    exit(1)
  }
}
