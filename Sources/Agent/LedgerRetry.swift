/// How long to wait for the next look, in milliseconds, while the ledger cannot be written. What is due
/// stays due then: to look again at once for it would be all that the agent does, and nobody would get
/// an answer.
///
/// - Parameter wait: until the next date; 0 if one is due.
func waitWhileNothingIsWritten(_ wait: Int64) -> Int64 {
  wait == 0 ? ledgerRetry : min(wait, ledgerRetry)
}

private let ledgerRetry: Int64 = 10_000
