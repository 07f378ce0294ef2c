import Glibc
import Testing

@testable import libvirt

/// A daemon of its own, unprivileged, in a temporary folder; with `stop` and `start` as an
/// administrator might.
actor Libvirtd {
  let folder: Folder
  private var process: pid_t?
  /// `qemu+unix:///session` or `test+unix:///default`, through this daemon.
  nonisolated func uri(_ driver: String, _ path: String) -> String {
    "\(driver)+unix://\(path)?socket=\(socket)"
  }

  private nonisolated var socket: String { folder.path + "/run/libvirt/libvirt-sock" }

  static let isHere =
    access("/usr/sbin/libvirtd", X_OK) == 0 && access("/usr/bin/setpriv", X_OK) == 0
  static let hasQemu =
    isHere && access("/usr/bin/qemu-system-x86_64", X_OK) == 0
    && access("/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so", R_OK)
      == 0

  init() async throws {
    folder = try Folder()
    for name in ["home", "run", "config", "cache"] {
      mkdir(folder.path + "/" + name, 0o700)
      // Root's daemon is another one, with the machine's own folders: this one is nobody's.
      if geteuid() == 0 { chown(folder.path + "/" + name, 65534, 65534) }
    }
    try await start()
  }

  func start() async throws {
    let unprivileged =
      geteuid() == 0
      ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
    let started = try spawn(
      unprivileged + ["/usr/sbin/libvirtd"],
      environment: [
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=\(folder.path)/home",
        "XDG_RUNTIME_DIR=\(folder.path)/run", "XDG_CONFIG_HOME=\(folder.path)/config",
        "XDG_CACHE_HOME=\(folder.path)/cache",
        // What it lacks here (dnsmasq, the system bus) is of no interest.
        "LIBVIRT_LOG_OUTPUTS=4:file:\(folder.path)/run/log",
      ])
    close(started.input)
    close(started.output)
    process = started.process
    let uri = uri("test", "/default")
    try await eventually("libvirtd answers") { (try? Connection(uri: uri, news: News())) != nil }
  }

  /// Ends it at once, as a crash would.
  func stop() {
    guard let process else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    self.process = nil
  }

  /// As if it hung, or as if it went on.
  func signal(_ number: Int32) { if let process { kill(process, number) } }
}
