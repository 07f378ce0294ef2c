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

let package = Package(
  name: "stationmaster",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // What the machine gives.
    library("CSystemd", "libsystemd", "libsystemd-dev"),
    library("CUdev", "libudev", "libudev-dev"),
    library("CSQLite", "sqlite3", "libsqlite3-dev"),
    library("CInih", "inih", "libinih-dev"),
    library("CSodium", "libsodium", "libsodium-dev"),
    .target(name: "CLoop"),
    .target(name: "CBus", dependencies: ["CSystemd"]),

    // Words and decisions: pure.
    .target(name: "StationModel", swiftSettings: settings),
    .target(name: "Topology", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Enrollment", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Licensing", dependencies: ["StationModel"], swiftSettings: settings),
    .target(name: "Notices", dependencies: ["StationModel"], swiftSettings: settings),
    .target(
      name: "LicenseFiles", dependencies: ["StationModel", "Seal"], swiftSettings: settings),

    // Rooms with a door to the outside.
    .target(name: "Seal", dependencies: ["CSodium"], swiftSettings: settings),
    .target(
      name: "Ledger", dependencies: ["StationModel", "Seal", "CSQLite"], swiftSettings: settings),
    .target(
      name: "Udev", dependencies: ["StationModel", "EventLoop", "CUdev"], swiftSettings: settings),
    .target(name: "EventLoop", dependencies: ["CSystemd", "CLoop"], swiftSettings: settings),
    .target(
      name: "DBus", dependencies: ["EventLoop", "CSystemd", "CBus"], swiftSettings: settings),
    .target(
      name: "Configuration", dependencies: ["StationModel", "CInih"], swiftSettings: settings),
    .target(name: "PluginHost", dependencies: ["StationModel"], swiftSettings: settings),
    .target(
      name: "SystemdService", dependencies: ["CSystemd", logging], swiftSettings: settings),
    .target(
      name: "AgentInterface", dependencies: ["StationModel", "DBus"], swiftSettings: settings),
    .target(
      name: "SessionAgent", dependencies: ["AgentInterface", "DBus", logging],
      swiftSettings: settings),
    .target(
      name: "Agent",
      dependencies: [
        "AgentInterface", "Configuration", "DBus", "Enrollment", "EventLoop", "Ledger",
        "LicenseFiles", "Licensing", "Notices", "PluginHost", "StationModel", "Topology", "Udev",
        logging,
      ], swiftSettings: settings),

    // Programs.
    .executableTarget(
      name: "stationd",
      dependencies: [
        "Agent", "AgentInterface", "Configuration", "EventLoop", "SystemdService", arguments,
        lifecycle, logging, unixSignals,
      ], swiftSettings: settings),
    .executableTarget(
      name: "stationctl",
      dependencies: [
        "AgentInterface", "DBus", "EventLoop", "LicenseFiles", "Seal", "StationModel", arguments,
      ], swiftSettings: settings),
    .executableTarget(
      name: "station-notifier",
      dependencies: [
        "AgentInterface", "DBus", "EventLoop", "SessionAgent", "SystemdService", arguments,
        lifecycle, logging, unixSignals,
      ], swiftSettings: settings),

    // Tests.
    library("CUMockdev", "umockdev-1.0", "libumockdev-dev", path: "Tests/CUMockdev"),
    .target(
      name: "RigKit", dependencies: ["AgentInterface", "DBus", "EventLoop", "CUMockdev"],
      path: "Tests/RigKit", swiftSettings: settings),
    .executableTarget(
      name: "stationmaster-demo", dependencies: ["AgentInterface", "DBus", "EventLoop", "RigKit"],
      path: "Tests/Demo", swiftSettings: settings),
    .executableTarget(
      name: "stationmaster-measure",
      dependencies: ["AgentInterface", "DBus", "EventLoop", "RigKit"], path: "Tests/Measure",
      swiftSettings: settings),
    .testTarget(name: "StationModelTests", dependencies: ["StationModel"], swiftSettings: settings),
    .testTarget(
      name: "DBusTests", dependencies: ["DBus", "EventLoop", "RigKit"], swiftSettings: settings),
    .testTarget(
      name: "AgentInterfaceTests", dependencies: ["AgentInterface", "DBus", "StationModel"],
      swiftSettings: settings),
    .testTarget(
      name: "SessionAgentTests", dependencies: ["AgentInterface", "SessionAgent"],
      swiftSettings: settings),
    .testTarget(
      name: "UdevTests", dependencies: ["StationModel", "Udev"], swiftSettings: settings),
    .testTarget(
      name: "stationctlTests", dependencies: ["AgentInterface", "StationModel", "stationctl"],
      swiftSettings: settings),
    // The shipped programs as processes.
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "AgentInterface", "DBus", "EventLoop", "Ledger", "RigKit", "StationModel",
      ], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
