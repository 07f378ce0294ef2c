import PluginProtocol

extension Visit {
  /// The manifest and who may write it. False if there is nothing that could be started.
  mutating func checkFolder() -> Bool {
    let folder: PluginFolder
    do throws(FolderTrouble) {
      folder = try PluginFolder(report.folder)
      report.folder = folder.path
      let manifest = try folder.manifest()
      let found = try folder.launch(manifest)
      if let user = manifest.user {
        report.remarks.append("It runs here as whoever checks it, not as \(user).")
      }
      if manifest.sandbox != nil { report.remarks.append("It runs here without its sandbox.") }
      launch = found
      report.note(.manifest, .ok())
      let distrusted = try folder.distrusted(found)
      report.note(
        .permissions,
        distrusted.isEmpty
          ? .ok() : .violated(sent: nil, came: distrusted.joined(separator: "; ")))
    } catch {
      report.note(.manifest, .violated(sent: nil, came: error.description))
      return false
    }
    guard state != nil else {
      report.note(.environment, .notApplicable("no temporary folder can be made"))
      return false
    }
    return true
  }

  /// The first request. If it is not answered, tries whether it is for want of the caller's own
  /// environment.
  mutating func checkInitialize() async -> Bool {
    let handshake: @Sendable (PluginRun) async -> CheckReport.Outcome = { run in
      do throws(Silence) {
        let answer = try await run.exchange.shakeHands(run.stateFolder)
        if let error = answer.error {
          return .violated(sent: await run.exchange.lastSent, came: "\(error)")
        }
        do throws(PluginError) {
          _ = try answer.message.result(as: InitializeResult.self)
          return .ok(String(decoding: answer.line, as: UTF8.self))
        } catch {
          return .violated(
            sent: await run.exchange.lastSent, came: error.message + ": " + answer.text)
        }
      } catch {
        return .violated(sent: await run.exchange.lastSent, came: error.what)
      }
    }
    let outcome = await run(handshake)
    if case .ok(let line?) = outcome {
      report.note(.initialize, .ok())
      report.note(.environment, .ok())
      keep(line)
      return true
    }
    if case .ok = await run(keepingEnvironment: true, handshake) {
      report.note(
        .environment,
        .violated(
          sent: nil, came: "it answers initialize only with the environment of whoever checks"))
      report.note(.initialize, .notApplicable("it answers, but not in the agent's environment"))
    } else {
      report.note(.initialize, outcome)
    }
    return false
  }

  private mutating func keep(_ line: String) {
    guard let message = try? Message(line: Array(line.utf8)),
      let result = try? message.result(as: InitializeResult.self)
    else { return }
    report.plugin = result.plugin.name
    report.version = result.plugin.version
    report.capabilities = result.capabilities.map { PlainText.line($0, limit: 64) }
    capabilities = Set(result.capabilities)
  }

  mutating func checkHandshake() async {
    await check(.version, isFresh: true) { run throws(Silence) in
      let exchange = run.exchange
      let far = try await exchange.ask(
        "initialize", Exchange.hello(run.stateFolder, min: 90_000, max: 90_001))
      guard let error = far.error else {
        return .violated(sent: await exchange.lastSent, came: far.text)
      }
      guard error.code == .unsupportedVersion else {
        return .violated(sent: await exchange.lastSent, came: "\(error), not -32001")
      }
      return .ok()
    }
    await check(.version, isFresh: true) { run throws(Silence) in
      let wide = try await run.exchange.ask(
        "initialize", Exchange.hello(run.stateFolder, min: 1, max: 90_000))
      guard let result = try? wide.message.result(as: InitializeResult.self),
        (Contract.versions.min...Contract.versions.max).contains(result.protocol)
      else { return .violated(sent: await run.exchange.lastSent, came: wide.text) }
      return .ok()
    }
    await checkOrder()
  }

  private mutating func checkOrder() async {
    await check(.order, isFresh: true) { run throws(Silence) in
      let early = try await run.exchange.ask("desktops.watch")
      guard let error = early.error else {
        return .violated(sent: await run.exchange.lastSent, came: early.text)
      }
      guard error.code == .notInitialized else {
        return .violated(sent: await run.exchange.lastSent, came: "\(error), not -32002")
      }
      let hello = try await run.exchange.shakeHands(run.stateFolder)
      guard hello.error == nil else {
        return .violated(sent: await run.exchange.lastSent, came: hello.text)
      }
      return .ok()
    }
    await check(.unknownFields, isFresh: true) { run throws(Silence) in
      let more = #""later":{"a":[1,null,"\u0065\"}"],"b":-1.5e3}"#
      let exchange = run.exchange
      let hello = try await exchange.ask(
        "initialize", "{" + more + "," + Exchange.hello(run.stateFolder).dropFirst())
      guard hello.error == nil else {
        return .violated(sent: await exchange.lastSent, came: hello.text)
      }
      let id = await exchange.nextID()
      let answers = await exchange.expect(id, isWatch: true)
      try await exchange.send(
        line:
          " { \"params\" : {\(more)} , \"later\" : [ ] ,\"method\":\"desktops.watch\", \"id\":\(id) "
          + ", \"jsonrpc\" :\"2.0\" } ")
      let answer = try await exchange.answer(answers, to: id)
      return answer.error == nil || answer.error?.code == .methodNotFound
        ? .ok() : .violated(sent: await exchange.lastSent, came: answer.text)
    }
  }
}
