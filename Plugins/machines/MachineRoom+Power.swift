import DBus
import PluginKit
import PluginProtocol

extension MachineRoom {
  func start(_ name: String) async throws(PluginError) {
    let (bus, list) = try known(name)
    guard !list.isTemplate(name) else {
      throw PluginError(
        .notSupported, "\(name) is a template: it is only copied, never started itself")
    }
    switch list.picture.machines[name]?.state {
    case .opening, .running: return
    case .closing: throw PluginError(.busy, "\(name) is just shutting down", retryAfter: 3)
    case nil: if starting[name] != nil { return }
    }
    // Before the question, so that the end of the job is heard however fast it comes.
    starting[name] = .some(nil)
    do throws(DBusError) {
      // Anybody may send a signal to us alone; only systemd's own tells of its jobs.
      let systemd = try await bus.askBus("GetNameOwner", [.string(Systemd.name)]).first?.asString
      let ends = try await bus.signals(matching: Systemd.jobRule)
      // Without that, systemd may keep the ends of jobs to itself. It refuses who asked before.
      _ = try? await bus.call(Systemd.name, Systemd.path, Systemd.manager, "Subscribe")
      let answer = try await bus.call(
        Systemd.name, Systemd.path, Systemd.manager, "StartUnit",
        [.string(MachineName.unit(name)), .string("fail")],
        timeoutMilliseconds: Machined.patience)
      failures[name] = nil
      guard let job = answer.first?.asString else {
        starting[name] = nil
        return look()
      }
      starting[name] = job
      publish()
      Task {
        for await end in ends
        where end.sender == systemd && end.arguments.count == 4 && end.arguments[1] == .path(job) {
          return finish(name, job, result: end.arguments[3].asString)
        }
        finish(name, job, result: nil)
      }
    } catch {
      starting[name] = nil
      throw pluginError(error, .start, name)
    }
  }

  /// - Parameter result: systemd's word for it, `done` or another; nil if that cannot be known.
  private func finish(_ name: String, _ job: String, result: String?) {
    guard starting[name] == job else { return }
    starting[name] = nil
    // `canceled`: it was stopped meanwhile.
    if let result, result != "done", result != "canceled" {
      let why =
        "It did not start (\(PlainText.line(result, limit: 40))): "
        + "journalctl -u \(MachineName.unit(name)) says why."
      failures[name] = why
      PluginLog.write(.warning, "\(name): \(why)")
      publish()
    }
    look()
  }

  func stop(_ name: String, isForced: Bool) async throws(PluginError) {
    let (bus, list) = try known(name)
    do throws(DBusError) {
      if list.picture.machines[name] == nil {
        guard starting[name] != nil else { return }
        // No machine yet that could be asked.
        _ = try await bus.call(
          Systemd.name, Systemd.path, Systemd.manager, "StopUnit",
          [.string(MachineName.unit(name)), .string("replace")],
          timeoutMilliseconds: Machined.patience)
      } else if isForced {
        try await manage(bus, "TerminateMachine", [.string(name)])
      } else {
        try await manage(
          bus, "KillMachine", [.string(name), .string("leader"), .int32(Machined.powerOff)])
      }
    } catch {
      look()
      if error.name == Machined.name + ".NoSuchMachine" { return }
      throw pluginError(error, .stop, name)
    }
  }

  private func manage(
    _ bus: Connection, _ member: String, _ arguments: [Value]
  ) async throws(DBusError) {
    _ = try await bus.call(
      Machined.name, Machined.path, Machined.manager, member, arguments,
      timeoutMilliseconds: Machined.patience)
    look()
  }

  /// What is needed to do something with a desktop. Throws `unavailable` or `noSuchDesktop`.
  func known(_ name: String) throws(PluginError) -> (bus: Connection, list: MachineList) {
    guard let bus, let list else {
      if case .unknown(let why) = knowledge { throw PluginError(.unavailable, why) }
      throw PluginError(.unavailable, "there is no message bus now")
    }
    let picture = list.picture
    guard list.isChosen(name), picture.images[name] != nil || picture.machines[name] != nil else {
      throw PluginError(.noSuchDesktop, "there is no machine \(name) among the desktops")
    }
    return (bus, list)
  }
}
