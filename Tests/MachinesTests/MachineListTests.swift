import DBus
import PluginKit
import PluginProtocol
import StationModel
import Testing

@testable import machines

/// What machined knows, as desktops.
@Suite struct MachineListTests {
  private static func list(
    _ images: [String], running: [String: MachinePicture.Running] = [:],
    readOnly: Set<String> = [], change: (inout MachineList) -> Void = { _ in }
  ) -> [Desktop] {
    var configuration = MachinesConfiguration(choose: NamePatterns(["lab-*"]))
    configuration.templates = NamePatterns(["golden*"])
    configuration.addresses = [
      .init(machines: NamePatterns(["lab-9"]), type: .rdp, port: 3389),
      .init(machines: NamePatterns(["*"]), type: .vnc, port: 5900),
    ]
    var picture = MachinePicture()
    for name in images {
      picture.images[name] = MachineImage(name, isReadOnly: readOnly.contains(name))
    }
    picture.machines = running
    var list = MachineList(
      configuration: configuration, picture: picture, book: AssignmentBook())
    change(&list)
    return list.desktops
  }

  @Test func anImageAndTheMachineThatRunsFromItAreOneDesktop() {
    let found = Self.list(
      ["lab-2", "lab-1", "golden"], running: ["lab-1": .init(), "lab-3": .init()])
    #expect(found.map(\.id) == ["golden", "lab-1", "lab-2", "lab-3"])
    #expect(found.map(\.state) == [.stopped, .running, .stopped, .running])
    #expect(found.map(\.isTemplate) == [true, false, false, false])
    #expect(found.allSatisfy { $0.kind == "container" && $0.name == $0.id && !$0.isNetwork })
  }

  @Test func whatIsNotChosenOrHasNoMachinesNameIsNoDesktop() {
    #expect(Self.list(["database", ".host", "lab-1 copy", "lab-", ".#lab-1"]).isEmpty)
  }

  @Test func aReadOnlyImageIsATemplate() {
    let found = Self.list(["lab-1", "lab-2"], readOnly: ["lab-2"])
    #expect(found.map(\.isTemplate) == [false, true])
  }

  @Test func whatWasCopiedFromATemplateIsADesktopWhateverItIsCalled() {
    let found = Self.list(["golden", "golden-4", "odd"]) { list in
      for name in ["golden-4", "odd"] {
        list.book.copies[name] = .init(template: "golden", station: "host")
      }
    }
    #expect(found.map(\.id) == ["golden", "golden-4", "odd"])
    #expect(found.map(\.isTemplate) == [true, false, false])
  }

  @Test func everyStateOfAMachineIsOneOfTheContracts() {
    func state(
      _ machine: MachinePicture.Running.State?, isStarting: Bool = false, failure: String? = nil
    ) -> (Desktop.State?, Health?) {
      let found = Self.list(
        ["lab-1"], running: machine.map { ["lab-1": .init(state: $0)] } ?? [:]
      ) { list in
        if isStarting { list.starting = ["lab-1"] }
        list.failures["lab-1"] = failure
      }
      return (found.first?.state, found.first?.health)
    }
    #expect(state(nil) == (.stopped, .ready))
    #expect(state(.opening) == (.starting, .ready))
    #expect(state(.running) == (.running, .ready))
    #expect(state(.closing) == (.running, Health(.degraded, why: "It is shutting down.")))
    #expect(state(nil, isStarting: true) == (.starting, .ready))
    #expect(state(.running, isStarting: true) == (.starting, .ready))
    #expect(state(nil, failure: "No.") == (.failed, Health(.failed, why: "No.")))
    #expect(state(.running, failure: "No.") == (.running, .ready))
  }

  @Test func aMachineWithAnAddressIsReachedAtItsConfiguredPort() {
    let found = Self.list(
      ["lab-1", "lab-2", "lab-9"],
      running: [
        "lab-1": .init(host: "10.0.0.5"), "lab-2": .init(), "lab-9": .init(host: "2a00::9"),
      ])
    #expect(found.map { $0.address?.url } == ["vnc://10.0.0.5:5900", nil, "rdp://[2a00::9]:3389"])
  }

  @Test func ofTheAddressesTheOneThatOthersReachIsTaken() {
    func best(_ found: [(Int32, [UInt8])]) -> String? {
      bestAddress(
        .array(
          of: "(iay)",
          found.map { .structure([.int32($0.0), .array(of: "y", $0.1.map(Value.byte))]) }))
    }
    let global: [UInt8] = [0x2A, 0] + [UInt8](repeating: 0, count: 13) + [9]
    let link: [UInt8] = [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [9]
    let loopback = [UInt8](repeating: 0, count: 15) + [1]
    #expect(best([(10, link), (10, global), (2, [10, 0, 0, 5])]) == "10.0.0.5")
    #expect(best([(10, link), (10, global), (2, [169, 254, 3, 4])]) == "2a00::9")
    #expect(best([(10, link), (10, loopback), (2, [127, 0, 0, 1])]) == nil)
    #expect(best([(2, [10, 0, 0]), (10, [1]), (7, [10, 0, 0, 5])]) == nil)
    #expect(best([]) == nil && bestAddress(nil) == nil && bestAddress(.string("x")) == nil)
  }

  /// Else a look could ring for the next one.
  @Test func onlyWhatComesOrGoesIsNews() {
    #expect(
      Machined.isNews(Machined.manager, "MachineNew")
        && Machined.isNews(Machined.manager, "MachineRemoved"))
    #expect(Machined.isNews(Machined.properties, "PropertiesChanged"))
    #expect(!Machined.isNews("org.freedesktop.DBus.Mock", "MethodCalled"))
    #expect(!Machined.isNews(Machined.manager, "SomethingElse"))
  }

  @Test func linesOfMachinedAreReadStrictly() {
    let path = Value.path("/org/freedesktop/machine1/machine/a")
    let good: [Value] = [.string("a"), .string("container"), .string("systemd-nspawn"), path]
    #expect(ListedMachine(.structure(good))?.service == "systemd-nspawn")
    #expect(ListedMachine(.structure(Array(good.dropLast()))) == nil)
    #expect(ListedMachine(.string("a")) == nil)
    let image: [Value] = [
      .string("a"), .string("raw"), .bool(true), .uint64(1), .uint64(2), .uint64(3), path,
    ]
    #expect(MachineImage(.structure(image)) == MachineImage("a", isReadOnly: true))
    #expect(MachineImage(.structure([.uint32(1)] + image.dropFirst())) == nil)
    #expect(MachineImage(.structure(image + [path])) == nil)
  }

  /// docs/plugins.md, "Errors": each has its own consequence.
  @Test(arguments: [
    ("org.freedesktop.DBus.Error.AccessDenied", PluginError.Code.denied),
    ("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", .denied),
    ("org.freedesktop.DBus.Error.ServiceUnknown", .unavailable),
    ("org.freedesktop.DBus.Error.NoReply", .unavailable),
    ("org.freedesktop.DBus.Error.Disconnected", .unavailable),
    ("org.freedesktop.machine1.NoSuchImage", .noSuchDesktop),
    ("org.freedesktop.systemd1.TransactionIsDestructive", .busy), ("System.Error.EBUSY", .busy),
    ("System.Error.ENOSPC", .noRoom), ("org.freedesktop.DBus.Error.LimitsExceeded", .noRoom),
    ("org.freedesktop.systemd1.UnitMasked", .notSupported),
    ("org.freedesktop.DBus.Error.NotSupported", .notSupported),
    ("org.freedesktop.DBus.Error.Failed", .internalError), ("", .internalError),
  ]) func errorsHaveTheContractsCodes(name: String, code: PluginError.Code) {
    for errand in Errand.allCases {
      let error = pluginError(DBusError(name: name, message: "words\nof it"), errand, "lab-1")
      #expect(error.code == code && !error.message.contains("\n"))
      if code == .denied { #expect(error.message.contains(errand.action)) }
      #expect((error.retryAfter != nil) == (code == .busy))
    }
  }
}
