import DBus
import PluginProtocol

extension MachineRoom {
  /// More lines than these are no list.
  private static let mostLines = 100_000

  /// One look: all images, all machines, and what only the machines themselves say.
  func read() async {
    guard let bus else { return }
    do throws(DBusError) {
      var picture = MachinePicture()
      for value in try await lines(bus, "ListImages") {
        guard let image = MachineImage(value) else { continue }
        picture.images[image.name] = image
      }
      let choice = MachineList(configuration: configuration, picture: picture, book: book)
      for value in try await lines(bus, "ListMachines") {
        // Other containers are others' business: libvirt's for one.
        guard let machine = ListedMachine(value), machine.kind == "container",
          machine.service == "systemd-nspawn" || picture.images[machine.name] != nil,
          choice.isChosen(machine.name)
        else { continue }
        picture.machines[machine.name] = try await ask(bus, machine)
      }
      guard bus === self.bus else { return }
      knowledge = .known(picture)
      failures = failures.filter { picture.machines[$0.key] == nil }
    } catch {
      guard bus === self.bus else { return }
      knowledge = .unknown(why: whyUnknown(error))
    }
  }

  private func lines(_ bus: Connection, _ member: String) async throws(DBusError) -> [Value] {
    let answer = try await bus.call(
      Machined.name, Machined.path, Machined.manager, member,
      timeoutMilliseconds: Machined.patience)
    guard case .array(_, let lines)? = answer.first, lines.count <= Self.mostLines else {
      throw DBusError(
        name: Machined.busName + ".Error.InvalidArgs", message: "its answer to \(member) is no list"
      )
    }
    return lines
  }

  /// Nil if it has ended meanwhile.
  private func ask(
    _ bus: Connection, _ listed: ListedMachine
  ) async throws(DBusError) -> MachinePicture.Running? {
    var machine = MachinePicture.Running()
    do throws(DBusError) {
      let answer = try await bus.call(
        Machined.name, listed.path, Machined.properties, "Get",
        [.string(Machined.machine), .string("State")], timeoutMilliseconds: Machined.patience)
      guard case .variant(let state)? = answer.first, let text = state.asString else {
        return machine
      }
      machine.state = .init(rawValue: text) ?? .running
    } catch {
      if error.isOwnerGone { throw error }
      return nil
    }
    guard configuration.screen(of: listed.name) != nil else { return machine }
    do throws(DBusError) {
      let answer = try await bus.call(
        Machined.name, Machined.path, Machined.manager, "GetMachineAddresses",
        [.string(listed.name)], timeoutMilliseconds: Machined.patience)
      machine.host = bestAddress(answer.first)
    } catch {
      if error.isOwnerGone { throw error }
      // It shares this host's network.
      if error.name == Machined.name + ".NoPrivateNetworking" { machine.host = "127.0.0.1" }
    }
    return machine
  }
}
