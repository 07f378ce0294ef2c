import Glibc
import PluginProtocol
import Testing

@testable import PluginHost

@Suite struct CommandTests {
  private let other = SystemUser(name: "desks", id: 990, group: 991, groups: [991, 108])

  @Test func aPlainChildIsTheProgramItselfInAClearedEnvironment() {
    let command = launch().command(stateFolder: "/s/vms", patience: Patience(), run: "7-1", user: 0)
    #expect(command.program == "/p/vms/main")
    #expect(command.arguments == ["--cost", "$5"])
    #expect(command.workingFolder == "/s/vms")
    #expect(
      command.environment == [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8", "HOME": "/s/vms", "STATIONMASTER_PLUGIN_STATE": "/s/vms",
        "STATIONMASTER_PLUGIN_CONFIG": "/p/vms",
      ])
    #expect(command.unit == nil && command.identity == nil && command.user == nil)
  }

  @Test func anotherUserIsTakenOnByTheChildItself() {
    let command = launch(identity: other).command(
      stateFolder: "/s/vms", patience: Patience(), run: "7-1", user: 0)
    #expect(command.identity == other)
    #expect(command.user == "desks")
  }

  @Test func aSandboxIsATransientServiceOfTheSystemForRoot() {
    let command = launch(
      identity: other, sandbox: .properties(["ProtectHome=yes", "MemoryMax=200M"])
    ).command(
      stateFolder: "/s/vms", patience: Patience(), run: "7-1", user: 0)
    #expect(command.program == "/usr/bin/systemd-run")
    #expect(
      command.arguments == [
        "--pipe", "--quiet", "--collect", "--wait", "--service-type=exec",
        "--unit=stationmaster-plugin-vms.7-1.service", "--working-directory=/s/vms",
        "--setenv=HOME=/s/vms", "--setenv=LANG=C.UTF-8",
        "--setenv=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "--setenv=STATIONMASTER_PLUGIN_CONFIG=/p/vms", "--setenv=STATIONMASTER_PLUGIN_STATE=/s/vms",
        "-p", "TimeoutStopSec=4", "-p", "KillMode=control-group", "-p", "ProtectHome=yes",
        "-p", "MemoryMax=200M", "-p", "User=desks", "--", "/p/vms/main", "--cost", "$$5",
      ])
    // systemd becomes the user, not the child.
    #expect(command.identity == nil)
    #expect(command.user == "desks")
    #expect(
      command.unit
        == .init(
          name: "stationmaster-plugin-vms.7-1.service",
          family: "stationmaster-plugin-vms.*.service",
          isUsers: false))
    #expect(command.environment["HOME"] == nil)
  }

  @Test func aSandboxIsTheUsersOwnServiceForEverybodyElse() {
    let command = launch(sandbox: .properties([])).command(
      stateFolder: "/s/vms", patience: Patience(), run: "7-2", user: 1000)
    #expect(command.arguments.first == "--user")
    #expect(command.environment["XDG_RUNTIME_DIR"] == "/run/user/1000")
    #expect(
      command.unit
        == .init(
          name: "stationmaster-plugin-vms.7-2.service",
          family: "stationmaster-plugin-vms.*.service",
          isUsers: true))
    #expect(!command.arguments.contains { $0.hasPrefix("User=") })
  }

  @Test func whatIsLeftOfOnePluginsServicesIsFoundAndNoOtherPlugins() throws {
    let services = ["vms", "vms-7", "vm"].compactMap { name in
      var launch = launch(sandbox: .properties([]))
      launch.name = name
      return launch.command(stateFolder: "/s", patience: Patience(), run: "8-1", user: 0).unit
    }
    let family = try #require(services.first?.family)
    let found = services.map(\.name).filter { fnmatch(family, $0, 0) == 0 }
    #expect(found == ["stationmaster-plugin-vms.8-1.service"])
  }

  @Test func withoutSystemdASandboxIsRefusedWithWhatToInstall() {
    #expect(throws: Never.self) { try Launch.checkSandbox("/bin/sh") }
    do {
      try Launch.checkSandbox("/nowhere/systemd-run")
      Issue.record("it was taken")
    } catch {
      #expect(error.description.contains("/nowhere/systemd-run is not there: install"))
    }
  }

  @Test func usersAreKnownWithAllTheirGroups() throws {
    let root = try SystemUser(name: "root")
    #expect(root.id == 0 && root.group == 0 && root.groups.contains(0))
    do {
      _ = try SystemUser(name: "nobody-of-this-name")
      Issue.record("it was found")
    } catch {
      #expect(error.description == "there is no user nobody-of-this-name on this computer")
    }
  }

  private func launch(identity: SystemUser? = nil, sandbox: Manifest.Sandbox? = nil) -> Launch {
    Launch(
      name: "vms", folder: "/p/vms", program: "/p/vms/main", arguments: ["--cost", "$5"],
      identity: identity, sandbox: sandbox)
  }
}
