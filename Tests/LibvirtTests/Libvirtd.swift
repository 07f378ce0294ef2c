import FoundationEssentials
import Glibc
import PluginRig
import RigKit
import Testing

@testable import libvirt

/// A daemon of its own, unprivileged, in a temporary folder; with `stop` and `start` as an
/// administrator might. Nothing of it outlives it, nor (besides its machines) the tests.
actor Libvirtd {
  nonisolated let folder: String
  private var process: Child?

  /// `qemu+unix:///session` or `test+unix:///default`, through this daemon.
  nonisolated func uri(_ driver: String, _ path: String) -> String {
    "\(driver)+unix://\(path)?socket=\(folder)/run/libvirt/libvirt-sock"
  }

  static let isHere =
    access("/usr/sbin/libvirtd", X_OK) == 0 && access("/usr/bin/setpriv", X_OK) == 0
  static let hasQemu =
    isHere && access("/usr/bin/qemu-system-x86_64", X_OK) == 0
    && access("/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so", R_OK)
      == 0

  init() async throws {
    var template = Array("/tmp/stationmaster-libvirt-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw RigError("cannot make a folder in /tmp") }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    chmod(folder, 0o755)
    for name in ["home", "run", "config", "cache"] {
      mkdir(folder + "/" + name, 0o700)
      // Root's daemon is another one, with the machine's own folders: this one is nobody's.
      if geteuid() == 0 { chown(folder + "/" + name, 65534, 65534) }
    }
    try await start()
  }

  deinit {
    process?.end(SIGKILL)
    for machine in machines { kill(machine, SIGKILL) }
    removeTree(folder)
  }

  func start() async throws {
    // To become another user takes the death signal away; so it is asked for anew.
    let nobody = [
      "--reuid=65534", "--regid=65534", "--clear-groups", "--pdeathsig", "KILL", "--",
      "/usr/sbin/libvirtd",
    ]
    let isRoot = geteuid() == 0
    process = try Child(
      isRoot ? "setpriv" : "/usr/sbin/libvirtd", isRoot ? nobody : [],
      environment: [
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": folder + "/home",
        "XDG_RUNTIME_DIR": folder + "/run", "XDG_CONFIG_HOME": folder + "/config",
        "XDG_CACHE_HOME": folder + "/cache",
        // What it lacks here (dnsmasq, the system bus) is of no interest.
        "LIBVIRT_LOG_OUTPUTS": "4:file:\(folder)/run/log",
      ], logPath: folder + "/libvirtd.log")
    let uri = uri("test", "/default")
    try await eventually("libvirtd answers") { (try? Connection(uri: uri, news: News())) != nil }
  }

  /// Ends it at once, as a crash would; its machines go on.
  func stop() {
    process?.end(SIGKILL)
    process = nil
  }

  func hang() { process?.send(SIGSTOP) }

  /// It hangs while the body runs, and goes on however that ends: else who waits for it would wait
  /// for ever.
  nonisolated func whileItHangs(_ body: () async throws -> Void) async throws {
    await hang()
    do {
      try await body()
    } catch {
      await goOn()
      throw error
    }
    await goOn()
  }

  private func goOn() { process?.send(SIGCONT) }

  /// Those that QEMU runs: they are no children of the daemon's.
  private nonisolated var machines: [pid_t] {
    let files = folder + "/run/libvirt/qemu/run"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: files)) ?? []
    return names.filter { $0.hasSuffix(".pid") }.compactMap { name in
      guard let text = try? readFile(files + "/" + name), let pid = pid_t(text.trimmed()),
        (try? readFile("/proc/\(pid)/cmdline"))?.contains("qemu-system") == true
      else { return nil }
      return pid
    }
  }
}
