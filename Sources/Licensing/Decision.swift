/// Decides who is licensed, and what the ledger must change so that it is true. Pure: the same input
/// gives the same decision, and once its changes are applied the next decision has none.
///
/// - `unset`: nothing is granted, renewed or released; what is held stays reserved but covers nobody.
/// - `per-device`, `per-user`: leases that no longer count are released, those that are due renewed,
///   and free licenses given to stations or people in need, in order.
/// - a source that does not answer: what it gave covers its holder until the term ends, and nothing
///   of it is given, renewed or released.
public func license(_ input: LicensingInput) -> LicensingDecision {
  var outcome = Outcome(Planning(input))
  return outcome.decision()
}
