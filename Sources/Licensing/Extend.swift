public import StationModel

/// The extension that gives a grace so much more time, counted from its end or from now, whichever
/// is later. `limit` is for all extensions of one grace together; zero turns them off.
public func extend(
  _ grace: GraceClock?, subject: GraceClock.Subject, by span: Span, limit: Span, reason: String,
  now: Timestamp
) throws(ExtensionRefusal) -> GraceExtension {
  guard limit > .zero else { throw .off }
  guard span > .zero else { throw .noTime }
  guard reason.contains(where: { !$0.isWhitespace }) else { throw .noReason }
  guard let grace, grace.subject == subject else { throw .noGrace(subject) }
  if let endedAt = grace.endedAt { throw .endedEarly(endedAt) }
  let used = max(grace.extendedBy, .zero)
  let left = Span(milliseconds: max(0, limit.milliseconds - used.milliseconds))
  guard span <= left else { throw .limit(limit: limit, used: used, left: left) }
  return GraceExtension(
    subject: subject, until: max(grace.deadline, now) + span, by: span, grantedAt: now,
    reason: reason)
}
