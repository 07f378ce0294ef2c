import PluginProtocol

extension Visit {
  /// Lines as no good host would send them.
  mutating func checkLines() async {
    await check(.atOnce) { run throws(Silence) in
      let exchange = run.exchange
      let method = await exchange.probeMethod
      let ids = [await exchange.nextID(), await exchange.nextID(), await exchange.nextID()]
      var answers: [AsyncStream<Exchange.Answer>] = []
      for id in ids { answers.append(await exchange.expect(id)) }
      let last = Exchange.request(ids[2], method)
      // Two whole lines and half of a third; the rest once those are answered.
      try await exchange.send(
        Array(
          (Exchange.request(ids[0], method) + "\n"
            + Exchange.request(ids[1], method, #"{"a":1}"#) + "\n"
            + last.prefix(20)).utf8))
      for (id, answer) in zip(ids, answers).prefix(2) {
        _ = try await exchange.answer(answer, to: id)
      }
      try await exchange.send(Array((last.dropFirst(20) + "\n").utf8))
      _ = try await exchange.answer(answers[2], to: ids[2])
      return .ok()
    }
    await check(.notJSON) { run throws(Silence) in
      for line in [
        "this is not JSON", "{", #"{"jsonrpc":"2.0","id":1,"method":"#, "[]", "7", "\"text\"",
        "null",
        "{}", #"{"hello":1}"#, "", " ", "\u{0}", "nul", "}{", #"{"a":1} {"b":2}"#,
      ] {
        try await run.exchange.send(line: line)
        try await Self.survives(run, line)
      }
      // Not UTF-8 either.
      try await run.exchange.send([0xFF, 0xFE, 0x22, 0x80, 0x0A])
      try await Self.survives(run, "bytes that are not UTF-8")
      return await Self.judgeErrors(run)
    }
    await check(.longestLine) { run throws(Silence) in
      let exchange = run.exchange
      let id = await exchange.nextID()
      let answers = await exchange.expect(id)
      let start = #"{"jsonrpc":"2.0","id":\#(id),"later":""#
      let end = #"","method":"\#(await exchange.probeMethod)","params":{}}"#
      let room = Contract.lineLimit - start.utf8.count - end.utf8.count
      try await exchange.send(line: start + String(repeating: "x", count: room) + end)
      _ = try await exchange.answer(answers, to: id)
      return .ok()
    }
    await check(.tooLongLine) { run throws(Silence) in
      let exchange = run.exchange
      try await exchange.send(
        line: #"{"jsonrpc":"2.0","later":""#
          + String(repeating: "x", count: Contract.lineLimit) + "\"}")
      try await Self.survives(run, "a line of more than 1 MiB")
      try await exchange.send(
        [UInt8](repeating: UInt8(ascii: "["), count: Contract.lineLimit + 1) + [0x0A])
      try await Self.survives(run, "a line of more than 1 MiB")
      return await Self.judgeErrors(run)
    }
  }

  private static func survives(_ run: PluginRun, _ line: String) async throws(Silence) {
    do throws(Silence) {
      try await run.exchange.probe()
    } catch {
      throw Silence("after " + (line.isEmpty ? "an empty line" : line) + ": " + error.what)
    }
  }

  /// What cannot be read may be answered with an error without an id, and with nothing else.
  private static func judgeErrors(_ run: PluginRun) async -> CheckReport.Outcome {
    for stray in await run.exchange.takeStrays() {
      guard case .failure(nil, _) = stray.message.kind else {
        return .violated(
          sent: "a line that is no request", came: "it was answered as one: " + stray.text)
      }
    }
    return .ok()
  }
}
