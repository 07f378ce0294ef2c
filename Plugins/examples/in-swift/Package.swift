// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "in-swift",
  dependencies: [
    // Where the source of Stationmaster lies: its product PluginKit is all that is needed.
    .package(name: "stationmaster", path: "../../..")
  ],
  targets: [
    .executableTarget(
      name: "in-swift", dependencies: [.product(name: "PluginKit", package: "stationmaster")],
      path: "Sources")
  ]
)
