// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let lifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A system library behind a module map of ours; `package` is the one that Debian has it in.
func library(
  _ name: String, _ pkgConfig: String, _ package: String, path: String? = nil
) -> Target {
  .systemLibrary(
    name: name, path: path ?? "Sources/" + name, pkgConfig: pkgConfig,
    providers: [.apt([package])])
}

/// The tests of one target, in the folder that mirrors it.
func tests(
  _ name: String, _ others: [Target.Dependency] = [], path: String? = nil
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name)] + others, path: path,
    swiftSettings: settings)
}

let package = Package(
  name: "stationmaster",
  products: [
    // What plugins in Swift are written with.
    .library(name: "PluginKit", targets: ["PluginKit", "PluginProtocol", "StationModel"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // What the machine gives.
    library("CSystemd", "libsystemd", "libsystemd-dev"),
    library("CUdev", "libudev", "libudev-dev"),
    library("CSQLite", "sqlite3", "libsqlite3-dev"),
    library("CInih", "inih", "libinih-dev"),
    library("CSodium", "libsodium", "libsodium-dev"),
    library("CLibUSB", "libusb-1.0", "libusb-1.0-0-dev"),
    library("CLibvirt", "libvirt", "libvirt-dev"),
    library("CLibXML2", "libxml-2.0", "libxml2-dev"),
    .target(name: "CLoop"),
    .target(name: "CMemory"),
    .target(name: "CUSB", dependencies: ["CLibUSB"]),
    .target(name: "CBus", dependencies: ["CSystemd"]),

    // Words and decisions: pure.
    .target(name: "StationModel", swiftSettings: settings),
    .target(name: "DeviceFacts", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Topology", dependencies: ["StationModel"], swiftSettings: settings),
    .target(
      name: "Rigs", dependencies: ["DeviceFacts", "StationModel", "Topology"],
      swiftSettings: settings),
    .target(name: "Enrollment", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Licensing", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Words", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Notices", dependencies: ["StationModel", "Words"], swiftSettings: settings),
    .target(name: "Journal", dependencies: ["StationModel", "Words"], swiftSettings: settings),
    .target(name: "Reports", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Admission", dependencies: ["StationModel", "Words"], swiftSettings: settings),
    .target(
      name: "LicenseFiles", dependencies: ["StationModel", "Seal"], swiftSettings: settings),
    .target(name: "PluginProtocol", dependencies: ["StationModel"], swiftSettings: settings),

    // Rooms with a door to the outside.
    .target(name: "Seal", dependencies: ["CSodium"], swiftSettings: settings),
    .target(
      name: "Ledger", dependencies: ["StationModel", "Seal", "CSQLite"], swiftSettings: settings),
    .target(
      name: "Udev", dependencies: ["DeviceFacts", "StationModel", "EventLoop", "CUdev"],
      swiftSettings: settings),
    .target(
      name: "USB", dependencies: ["DeviceFacts", "EventLoop", "StationModel", "CLibUSB", "CUSB"],
      swiftSettings: settings),
    .target(
      name: "EventLoop", dependencies: ["CSystemd", "CLoop", "CMemory"], swiftSettings: settings),
    .target(
      name: "DBus", dependencies: ["EventLoop", "CSystemd", "CBus"], swiftSettings: settings),
    .target(
      name: "Seats", dependencies: ["StationModel", "EventLoop", "DBus"], swiftSettings: settings),
    .target(
      name: "Configuration", dependencies: ["StationModel", "CInih"], swiftSettings: settings),
    .target(
      name: "PluginHost",
      dependencies: [
        "PluginProtocol", "StationModel",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    // Starts what administrators want to be run for notices.
    .target(
      name: "Hooks", dependencies: ["DBus", "EventLoop", "Notices", "StationModel"],
      swiftSettings: settings),
    .target(
      name: "SystemdService", dependencies: ["CSystemd", logging], swiftSettings: settings),
    .target(
      name: "AgentInterface", dependencies: ["StationModel", "DBus"], swiftSettings: settings),
    .target(
      name: "SessionAgent",
      dependencies: ["AgentInterface", "DBus", "StationModel", "Words", logging],
      swiftSettings: settings),
    .target(
      name: "Agent",
      dependencies: [
        "Accounts",
        "Admission", "AgentInterface", "Configuration", "DBus", "Enrollment", "EventLoop", "Ledger",
        "DeviceFacts", "LicenseFiles", "Licensing", "LocalReader", "Notices", "PluginHost",
        "Hooks", "Journal", "PluginProtocol",
        "Reports", "Seats", "StationModel", "Topology", "USB", "Udev", "Words", logging,
      ], swiftSettings: settings),

    .target(
      name: "PluginKit", dependencies: ["PluginProtocol", "StationModel"],
      swiftSettings: settings),
    .target(
      name: "Conformance",
      dependencies: [
        "PluginProtocol", "StationModel",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    .target(name: "PluginTemplates", swiftSettings: settings),

    .target(
      name: "PluginBus",
      dependencies: ["DBus", "EventLoop", "PluginKit", "PluginProtocol", "StationModel"],
      swiftSettings: settings),

    // The only room that asks the directories of accounts (NSS).
    .target(name: "Accounts", swiftSettings: settings),
    // The reader of this process, by its locale and its time zone.
    .target(name: "LocalReader", dependencies: ["StationModel", "Words"], swiftSettings: settings),

    // Programs.
    .executableTarget(
      name: "stationd",
      dependencies: [
        "Agent", "AgentInterface", "Configuration", "EventLoop", "Journal", "PluginHost",
        "PluginProtocol", "StationModel", "SystemdService", arguments, lifecycle, logging,
      ], swiftSettings: settings),
    .executableTarget(
      name: "stationctl",
      dependencies: [
        "AgentInterface", "Configuration", "Conformance", "DBus", "DeviceFacts", "EventLoop",
        "LicenseFiles", "PluginProtocol", "PluginTemplates", "Reports", "Rigs", "Seal",
        "StationModel", "Topology",
        "Udev", "LocalReader", "Words", arguments,
      ], swiftSettings: settings),
    .executableTarget(
      name: "station-notifier",
      dependencies: [
        "AgentInterface", "DBus", "EventLoop", "LocalReader", "SessionAgent", "SystemdService",
        "Words",
        arguments, lifecycle, logging,
      ], swiftSettings: settings),
    // What the PAM module asks the agent through.
    .executableTarget(
      name: "may-sign-in", dependencies: ["Accounts", "AgentInterface", "DBus", "EventLoop"],
      swiftSettings: settings),
    // Stands in for a plugin that runs as a unit of systemd.
    .executableTarget(
      name: "plugin-link", dependencies: ["DBus", "EventLoop", "PluginProtocol"],
      swiftSettings: settings),
    // Writes the mail about a notice.
    .target(name: "NoticeMail", swiftSettings: settings),
    .executableTarget(
      name: "mail-notice", dependencies: ["NoticeMail"], swiftSettings: settings),
    .executableTarget(
      name: "desktop-list", dependencies: ["PluginKit", "PluginProtocol", "StationModel"],
      path: "Plugins/desktop-list", exclude: ["README.md", "plugin.json", "desktops.json"],
      swiftSettings: settings),
    // An example with a package of its own; built here so that it is known to work.
    .executableTarget(
      name: "in-swift", dependencies: ["PluginKit", "PluginProtocol", "StationModel"],
      path: "Plugins/examples/in-swift/Sources", swiftSettings: settings),
    .executableTarget(
      name: "libvirt",
      dependencies: ["CLibXML2", "CLibvirt", "PluginKit", "PluginProtocol", "StationModel"],
      path: "Plugins/libvirt", exclude: ["README.md", "plugin.json", "libvirt.json"],
      swiftSettings: settings),
    .executableTarget(
      name: "machines",
      dependencies: [
        "DBus", "EventLoop", "PluginBus", "PluginKit", "PluginProtocol", "StationModel",
      ],
      path: "Plugins/machines", exclude: ["README.md", "plugin.json", "machines.json"],
      swiftSettings: settings),
    .executableTarget(
      name: "sessions",
      dependencies: [
        "DBus", "EventLoop", "PluginBus", "PluginKit", "PluginProtocol", "Seats", "StationModel",
      ],
      path: "Plugins/sessions", exclude: ["README.md", "plugin.json", "sessions.json"],
      swiftSettings: settings),

    // Tests.
    library("CUMockdev", "umockdev-1.0", "libumockdev-dev", path: "Tests/CUMockdev"),
    .target(
      name: "RigKit", dependencies: ["AgentInterface", "DBus", "EventLoop", "CUMockdev"],
      path: "Tests/RigKit", swiftSettings: settings),
    .executableTarget(
      name: "stationmaster-demo",
      dependencies: ["AgentInterface", "DBus", "EventLoop", "RigKit", unixSignals],
      path: "Tests/Demo", swiftSettings: settings),
    .executableTarget(
      name: "stationmaster-measure",
      dependencies: ["AgentInterface", "DBus", "EventLoop", "RigKit"], path: "Tests/Measure",
      swiftSettings: settings),
    // A plugin that prints where it should not.
    .executableTarget(
      name: "chatty-plugin", dependencies: ["PluginKit", "PluginProtocol", "StationModel"],
      path: "Tests/Fixtures/chatty-plugin", swiftSettings: settings),
    // What tasks need of the threads that they run on.
    .executableTarget(
      name: "own-threads", dependencies: ["EventLoop"], path: "Tests/Fixtures/own-threads",
      swiftSettings: settings),
    // A host that is measured while plugins misbehave.
    .executableTarget(
      name: "plugin-storm", dependencies: ["PluginHost", "PluginProtocol", "StationModel"],
      path: "Tests/Fixtures/plugin-storm", swiftSettings: settings),
    // Runs a built plugin: under the host, or in a conversation of the test's own.
    .target(
      name: "PluginRig",
      dependencies: ["DBus", "PluginHost", "PluginProtocol", "RigKit", "StationModel"],
      path: "Tests/PluginRig", swiftSettings: settings),
    // Seeded random numbers.
    .target(name: "Dice", path: "Tests/Dice", swiftSettings: settings),
    // Where the rigs lie.
    .target(
      name: "RigFolder", dependencies: ["DeviceFacts", "Rigs", "StationModel"],
      path: "Tests/RigFolder",
      swiftSettings: settings),
    // A SQLite VFS in which writing fails as it is told to.
    .target(name: "FaultVFS", dependencies: ["CSQLite"], path: "Tests/FaultVFS"),
    // Commits without end, to be killed at any moment.
    .executableTarget(
      name: "ledger-torture", dependencies: ["Dice", "FaultVFS", "StationModel", "Ledger"],
      path: "Tests/LedgerTorture", swiftSettings: settings),
    // Events without end in a network of its own, until the kernel drops some.
    .executableTarget(
      name: "udev-overflow", dependencies: ["EventLoop", "StationModel", "Udev"],
      path: "Tests/UdevOverflow", swiftSettings: settings),
    tests("StationModel"),
    tests("Rigs", ["DeviceFacts", "RigFolder", "StationModel", "Topology"]),
    tests("DeviceFacts", ["StationModel"]),
    tests("Topology", ["Dice", "RigFolder", "StationModel"]),
    tests("Enrollment", ["Dice", "RigFolder", "StationModel", "Topology"]),
    tests("Licensing", ["Dice", "StationModel"]),
    tests("Words", ["Dice", "StationModel"]),
    tests("Notices", ["Dice", "StationModel", "Words"]),
    tests("Journal", ["RigKit", "StationModel", "Words"]),
    tests("Hooks", ["DBus", "EventLoop", "Notices", "RigKit", "StationModel"]),
    tests("NoticeMail", ["RigKit", "mail-notice"]),
    tests("Reports", ["Dice", "StationModel"]),
    tests("Admission", ["StationModel", "Words"]),
    tests("Seal"),
    tests("LicenseFiles", ["Dice", "Seal", "StationModel"]),
    tests(
      "Ledger", ["Dice", "CSQLite", "FaultVFS", "Seal", "StationModel", "ledger-torture"]),
    tests("Configuration", ["Dice", "StationModel"]),
    tests(
      "PluginProtocol",
      [
        "Dice", "StationModel", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    tests("Conformance", ["desktop-list", "in-swift"]),
    tests("PluginTemplates", ["Conformance"]),
    tests("PluginKit", ["PluginProtocol", "StationModel"]),
    tests(
      "PluginHost",
      [
        "Dice", "PluginProtocol", "StationModel", "desktop-list", "chatty-plugin", "plugin-storm",
      ]),
    .testTarget(
      name: "LibvirtTests",
      dependencies: [
        "CLibvirt", "EventLoop", "PluginHost", "PluginKit", "PluginProtocol", "PluginRig", "RigKit",
        "StationModel", "libvirt",
      ], swiftSettings: settings),
    tests(
      "machines",
      ["DBus", "EventLoop", "PluginKit", "PluginProtocol", "PluginRig", "RigKit", "StationModel"],
      path: "Tests/MachinesTests"),
    tests(
      "sessions",
      [
        "DBus", "EventLoop", "PluginKit", "PluginProtocol", "PluginRig", "RigKit", "Seats",
        "StationModel",
      ],
      path: "Tests/SessionsTests"),
    tests("EventLoop", ["RigKit", "own-threads"]),
    tests("DBus", ["EventLoop", "RigKit"]),
    tests("Seats", ["DBus", "Dice", "EventLoop", "RigKit", "StationModel"]),
    tests("AgentInterface", ["DBus", "StationModel"]),
    tests("SessionAgent", ["AgentInterface", "DBus", "Dice", "StationModel", "Words"]),
    tests(
      "Agent",
      [
        "Accounts",
        "Admission", "AgentInterface", "Configuration", "DBus", "Dice", "Enrollment", "Ledger",
        "LicenseFiles", "Licensing", "Notices", "PluginHost", "RigFolder", "Seats", "StationModel",
        "Topology",
        "USB", "Words",
      ]),
    tests("Udev", ["DeviceFacts", "RigKit", "StationModel", "udev-overflow"]),
    tests("USB", ["DeviceFacts", "EventLoop", "StationModel"]),
    tests(
      "stationctl",
      [
        "AgentInterface", "Configuration", "Conformance", "LicenseFiles", "Reports", "Rigs", "Seal",
        "StationModel", "Words", arguments,
      ]),
    // What packages install, by the tools that know its formats.
    .testTarget(name: "PackagingTests", dependencies: ["RigKit"], swiftSettings: settings),
    // The shipped programs as processes, on recorded hardware and private buses.
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "AgentInterface", "DBus", "Dice", "EventLoop", "Ledger", "PluginRig", "RigKit",
        "Journal",
        "StationModel", "Topology", "Udev", "Words", "stationd", "stationctl", "station-notifier",
        "desktop-list", "mail-notice", "may-sign-in", "plugin-link", "sessions",
      ], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// Only for `make benchmark`: nothing of this is fetched or built otherwise.
if Context.environment["STATIONMASTER_BENCHMARKS"] != nil {
  package.dependencies.append(
    // Without traits: they preload libraries that count allocations, which is not asked here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
  package.targets.append(
    .executableTarget(
      name: "StationmasterBenchmarks",
      dependencies: [
        "Dice", "StationModel", "DeviceFacts", "Topology", "Enrollment", "Licensing", "Notices",
        "Ledger", "CSQLite", .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/StationmasterBenchmarks", swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}

// Likewise: it has a table of its own, since what it measures are processes.
if Context.environment["STATIONMASTER_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "plugin-bench", dependencies: ["PluginHost", "PluginProtocol", "StationModel"],
      path: "Benchmarks/PluginBench", swiftSettings: settings))
}

// Only for `make fuzz`: a program without a main function, which no ordinary build can link. The rest
// of the package is left out, and nothing is fetched.
if Context.environment["STATIONMASTER_FUZZ"] != nil {
  let tried = [
    "StationModel", "DeviceFacts", "Topology", "Rigs", "Enrollment", "Seal", "LicenseFiles",
    "PluginProtocol",
  ]
  package.dependencies = []
  package.products = []
  package.targets.removeAll { !(tried + ["CSodium"]).contains($0.name) }
  package.targets.append(
    .executableTarget(
      name: "stationmaster-fuzz", dependencies: tried.map { .target(name: $0) },
      path: "Tests/Fuzz", exclude: ["Seeds", "run"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
