import Glibc
import RigKit

/// A PAM stack of our own: the built module under libpam_wrapper, with a made-up service, accounts and
/// groups, and `pamtester` as the display manager.
struct SignInDesk {
  let room: Classroom
  private let folder: String
  /// What the module starts; a test may put something else there.
  var program: String { folder + "/may-sign-in" }

  /// The module is built if it is missing or old.
  init(_ room: Classroom) throws {
    self.room = room
    folder = room.desk.folder + "/sign-in"
    mkdir(folder, 0o755)
    mkdir(folder + "/pam.d", 0o755)
    let made = try run(
      "make", ["-s", "-C", Rigs.project, "pam"], environment: [:],
      logPath: room.desk.log("make"))
    guard made.code == 0 else { throw RigError("the PAM module: \(made.output)") }
    try writeText(
      """
      root:x:0:0::/root:/bin/sh
      ada:x:7001:7001::/:/bin/sh
      boss:x:7002:7001::/:/bin/sh
      toor:x:0:0::/:/bin/sh

      """, to: folder + "/passwd")
    try writeText("root:x:0:\nusers:x:7001:\nsudo:x:27:boss\n", to: folder + "/group")
    try useBuiltProgram()
    try write(module: "\(Rigs.project)/.build/pam/pam_stationmaster.so")
  }

  /// The stack as pam-auth-update would write it, with `pam_permit` in `pam_unix`'s place.
  func write(module: String) throws {
    try writeText(
      """
      account [default=ignore perm_denied=die] \(module) program=\(program) bus=\(room.desk.address)
      account required pam_permit.so

      """, to: folder + "/pam.d/station-test")
    for name in [
      "xrdp-sesman", "lightdm", "lightdm-greeter", "gdm-launch-environment", "gdm-password",
    ] {
      unlink(folder + "/pam.d/" + name)
      symlink(folder + "/pam.d/station-test", folder + "/pam.d/" + name)
    }
  }

  /// The built program, which finds our accounts: its environment is empty, so a script says where.
  ///
  /// - Parameter first: lines that change its arguments.
  func useBuiltProgram(first: String = "") throws {
    try useScript(
      """
      \(first)
      exec env LD_PRELOAD=libnss_wrapper.so NSS_WRAPPER_PASSWD=\(folder)/passwd \
      NSS_WRAPPER_GROUP=\(folder)/group \(Desk.programs)/may-sign-in "$@"
      """)
  }

  /// Another program in its place.
  func useScript(_ text: String) throws {
    // A running script must not be written to.
    unlink(program)
    try writeText("#!/bin/sh\n\(text)\n", to: program)
    chmod(program, 0o755)
  }

  func removeProgram() { unlink(program) }

  /// The account stage of somebody's sign-in. `code` is 0 if they are let in.
  func signIn(
    _ user: String, seat: String? = nil, sessionClass: String? = nil,
    service: String = "station-test", items: [String] = [], operation: String = "acct_mgmt"
  ) throws -> (isLetIn: Bool, output: String, milliseconds: Int) {
    let start = SuspendingClock.now
    let result = try run(
      "pamtester",
      (seat.map { ["-EXDG_SEAT=\($0)"] } ?? [])
        + (sessionClass.map { ["-EXDG_SESSION_CLASS=\($0)"] } ?? []) + items.map { "-I" + $0 }
        + [service, user, operation],
      environment: [
        "LD_PRELOAD": "libpam_wrapper.so", "PAM_WRAPPER": "1",
        "PAM_WRAPPER_SERVICE_DIR": folder + "/pam.d", "HOME": folder,
      ], logPath: room.desk.log("pamtester"))
    let length = SuspendingClock.now - start
    return (
      result.code == 0, result.output,
      Int(length.components.seconds * 1000 + length.components.attoseconds / 1_000_000_000_000_000)
    )
  }
}
