import AgentInterface
import DBus
import RigKit
import Testing

extension System {
  /// The contract as systemd's own tool sees it.
  @Suite struct Busctl {
    @Test func everyObjectAndEveryMemberCanBeIntrospected() async throws {
      try await Classroom.open("03-two-stations-three-cards") { room in
        try await room.startAgent()
        let snapshot = try await room.snapshot()
        let objects = snapshot.objects
        #expect(objects.count >= 5)  // the root, the host, two candidates, a notice
        let tree = try Self.busctl(room, "tree", "--list", BusName.agent)
        let paths = Set(tree.split(separator: "\n").map(String.init))
        #expect(paths.isSuperset(of: objects.keys))
        let interfaces = Dictionary(
          AgentSnapshot.interfaces.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (path, state) in objects {
          let text = try Self.busctl(room, "introspect", BusName.agent, path)
          for (name, properties) in state {
            #expect(text.contains(name + " "), "\(path)")
            let interface = try #require(interfaces[name])
            for member in properties.keys + interface.methods.map(\.name) {
              #expect(text.contains("." + member + " "), "\(name).\(member) at \(path)")
            }
          }
        }
      }
    }

    @Test func anObjectThatIsNotThereIsAnError() async throws {
      try await Classroom.open("01-bare-host") { room in
        try await room.startAgent()
        let result = try run(
          "busctl",
          [
            "--address=\(room.desk.address)", "get-property", BusName.agent,
            BusName.path("station", "7"), BusName.station, "Name",
          ], environment: [:], logPath: room.desk.log("busctl"))
        #expect(result.code == 1)
        #expect(result.output.contains("Unknown object"))
      }
    }

    private static func busctl(_ room: Classroom, _ words: String...) throws -> String {
      let result = try run(
        "busctl", ["--address=\(room.desk.address)", "--no-pager"] + words, environment: [:],
        logPath: room.desk.log("busctl"))
      #expect(result.code == 0, "\(result.output)")
      return result.output
    }
  }
}
