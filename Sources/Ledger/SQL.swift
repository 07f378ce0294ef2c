/// Every statement that the running ledger uses. The case's name is what errors show.
enum SQL: String, CaseIterable {
  case begin = "BEGIN IMMEDIATE"
  case beginRead = "BEGIN"
  case commit = "COMMIT"
  case rollback = "ROLLBACK"

  case loadState = "SELECT mode, high_water FROM state"
  case setMode = "UPDATE state SET mode = ?"
  case loadMaintenance = "SELECT maintenance_since, maintenance_until FROM state"
  case setMaintenance = "UPDATE state SET maintenance_since = ?, maintenance_until = ?"
  case raiseHighWater = """
    UPDATE state SET high_water = ?1 WHERE high_water IS NULL OR high_water < ?1
    """

  case loadStations = """
    SELECT key, number, name, kind, enrolled_at, binding, absent_since, priority, disabled_since,
      disabled_message
    FROM stations ORDER BY number
    """
  case putStation = """
    INSERT INTO stations (key, number, name, kind, enrolled_at, binding, absent_since, priority,
      disabled_since, disabled_message)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET number = excluded.number, name = excluded.name,
      kind = excluded.kind, enrolled_at = excluded.enrolled_at, binding = excluded.binding,
      absent_since = excluded.absent_since, priority = excluded.priority,
      disabled_since = excluded.disabled_since, disabled_message = excluded.disabled_message
    """
  case forgetStation = "DELETE FROM stations WHERE key = ? RETURNING number"

  case moveStation = "UPDATE stations SET key = ?2 WHERE key = ?1 RETURNING number"
  case moveLease = """
    UPDATE leases SET station = ?2, holder = 'station/' || ?2 WHERE holder = 'station/' || ?1
    """
  case moveRevocations = """
    UPDATE OR REPLACE revocations SET holder = 'station/' || ?2 WHERE holder = 'station/' || ?1
    """
  /// What was told of the station itself takes the place of what was told of one that was there before.
  case moveNotice = "UPDATE OR REPLACE notices SET id = ?2 WHERE id = ?1 RETURNING id"
  case moveTellings = """
    UPDATE OR REPLACE tellings SET notice = ?2 WHERE notice = ?1 RETURNING recipient
    """
  /// A grace is given once for each place and kept there for ever, so the new place gets the same one,
  /// unless it had its own.
  case copyGrace = """
    INSERT OR IGNORE INTO graces (subject, started_at, ends_at, ended_at, shifted)
    SELECT ?2, started_at, ends_at, ended_at, shifted FROM graces WHERE subject = ?1
    RETURNING subject
    """
  case copyExtensions = """
    INSERT INTO extensions (subject, until, by_ms, granted_at, reason)
    SELECT ?2, until, by_ms, granted_at, reason FROM extensions WHERE subject = ?1
    """
  /// Out of the way, so that two stations can change their numbers.
  case freeNumber = "UPDATE stations SET number = number + 1000000000 WHERE key = ?"
  case setNumber = "UPDATE stations SET number = ?, name = ? WHERE key = ?"

  case loadMarks = "SELECT station, part, model, serial, container FROM marks ORDER BY station"
  case clearMarks = "DELETE FROM marks WHERE station = ?"
  case addMark = """
    INSERT INTO marks (station, part, model, serial, container) VALUES (?, ?, ?, ?, ?)
    """
  case loadLabels = "SELECT station, label FROM labels ORDER BY station, label"
  case clearLabels = "DELETE FROM labels WHERE station = ?"
  case addLabel = "INSERT INTO labels (station, label) VALUES (?, ?)"

  case loadIgnored = "SELECT key, model, since FROM ignored ORDER BY key"
  case putIgnored = """
    INSERT INTO ignored (key, model, since) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET model = excluded.model, since = excluded.since
    """
  case dropIgnored = "DELETE FROM ignored WHERE key = ? RETURNING key"
  case loadShared = "SELECT model, serial FROM shared_serials ORDER BY model, serial"
  case addShared = """
    INSERT OR IGNORE INTO shared_serials (model, serial) VALUES (?, ?) RETURNING model
    """

  case loadPacks = """
    SELECT id, issuer, key_id, count, coverage, valid_from, valid_until, added_at, token,
      kind, product, features, host, site, replaces, convertible, removed, converted
    FROM packs ORDER BY added_at, id
    """
  case addPack = """
    INSERT INTO packs
      (id, issuer, key_id, count, coverage, valid_from, valid_until, added_at, token,
      kind, product, features, host, site, replaces, convertible, removed, converted)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  case dropPack = "DELETE FROM packs WHERE id = ? RETURNING count, removed"
  case shrinkPack = """
    UPDATE packs SET removed = removed + ?2 WHERE id = ?1 RETURNING count, removed
    """
  case packConverted = "SELECT converted FROM packs WHERE id = ?"
  case convertPack = "UPDATE packs SET converted = ?2 WHERE id = ?1"

  case loadLeases = "SELECT holder, pack, granted_at, expires_at FROM leases ORDER BY holder"
  case putLease = """
    INSERT INTO leases (holder, station, pack, granted_at, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (holder) DO UPDATE SET pack = excluded.pack, granted_at = excluded.granted_at,
      expires_at = excluded.expires_at
    """
  case releaseLease = "DELETE FROM leases WHERE holder = ? RETURNING pack"

  case loadRevocations = """
    SELECT holder, pack, revoked_at, until FROM revocations
    ORDER BY holder, revoked_at, pack, until
    """
  case addRevocation = """
    INSERT INTO revocations (holder, pack, revoked_at, until) VALUES (?, ?, ?, ?)
    """
  case clearRevocations = "DELETE FROM revocations"
  case pruneRevocations = "DELETE FROM revocations WHERE until <= ?"
  case firstRevocationEnd = "SELECT min(until) FROM revocations"

  case loadReservations = "SELECT label, kind, least, most FROM reservations ORDER BY label"
  case putReservation = """
    INSERT INTO reservations (label, kind, least, most) VALUES (?, ?, ?, ?)
    ON CONFLICT (label) DO UPDATE SET kind = excluded.kind, least = excluded.least,
      most = excluded.most
    """
  case dropReservation = """
    DELETE FROM reservations WHERE label = ? RETURNING kind, least, most
    """

  case loadGraces = """
    SELECT subject, started_at, ends_at, ended_at, shifted FROM graces ORDER BY subject
    """
  /// Dates are given as they count now, and kept as they were before the clock was put right.
  case putGrace = """
    INSERT INTO graces (subject, started_at, ends_at, ended_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (subject) DO UPDATE SET started_at = excluded.started_at - shifted,
      ends_at = excluded.ends_at - shifted, ended_at = excluded.ended_at - shifted
    """
  case beginGrace = """
    INSERT INTO graces (subject, started_at, ends_at, ended_at) VALUES (?, ?, ?, ?)
    """
  case endGrace = "UPDATE graces SET ended_at = ?2 - shifted WHERE subject = ?1"
  case shiftGraces = "UPDATE graces SET shifted = shifted + ?"
  case shiftGrace = "UPDATE graces SET shifted = shifted + ?2 WHERE subject = ?1"
  case loadExtensions = "SELECT subject, until, by_ms FROM extensions ORDER BY subject"
  case extendGrace = """
    INSERT INTO extensions (subject, until, by_ms, granted_at, reason)
    SELECT subject, ?2 - shifted, ?3, ?4, ?5 FROM graces WHERE subject = ?1 RETURNING subject
    """
  case loadAbsences = "SELECT key, absent_since FROM stations WHERE absent_since IS NOT NULL"
  case setAbsence = "UPDATE stations SET absent_since = ?2 WHERE key = ?1"
  case setHighWater = "UPDATE state SET high_water = ?"

  case loadStandings = "SELECT station, state, cause, since FROM standings ORDER BY station"
  case standing = "SELECT state, cause FROM standings WHERE station = ?"
  case putStanding = """
    INSERT INTO standings (station, state, cause, since) VALUES (?, ?, ?, ?)
    ON CONFLICT (station) DO UPDATE SET state = excluded.state, cause = excluded.cause,
      since = excluded.since
    """

  case loadNotices = """
    SELECT id, severity, stage, audience, deadline, station_number, summary, body, next_step,
      raised_at, words
    FROM notices ORDER BY id
    """
  case putNotice = """
    INSERT INTO notices (id, severity, stage, audience, deadline, station_number, summary, body,
      next_step, raised_at, words)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, stage = excluded.stage,
      audience = excluded.audience, deadline = excluded.deadline,
      station_number = excluded.station_number, summary = excluded.summary, body = excluded.body,
      next_step = excluded.next_step, raised_at = excluded.raised_at, words = excluded.words
    """
  case closeNotice = "DELETE FROM notices WHERE id = ? RETURNING id"
  case loadRaised = "SELECT id, raised_at FROM notices WHERE deadline IS NULL"
  case setRaised = "UPDATE notices SET raised_at = ?2 WHERE id = ?1"

  case loadTellings = """
    SELECT notice, recipient, stage, deadline, way, state, at, again, kept_until FROM tellings
    ORDER BY notice, recipient
    """
  case telling = """
    SELECT notice, recipient, stage, deadline, way, state, at, again, kept_until FROM tellings
    WHERE notice = ? AND recipient = ?
    """
  case putTelling = """
    INSERT INTO tellings
      (notice, recipient, stage, deadline, way, state, at, again, kept_until)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (notice, recipient) DO UPDATE SET stage = excluded.stage,
      deadline = excluded.deadline, way = excluded.way, state = excluded.state, at = excluded.at,
      again = excluded.again, kept_until = excluded.kept_until
    """
  case forgetTellings = "DELETE FROM tellings WHERE kept_until < ? RETURNING notice"

  case loadMutes = """
    SELECT cause, audience, since, until, user FROM mutes ORDER BY cause, audience
    """
  case mute = """
    SELECT cause, audience, since, until, user FROM mutes WHERE cause = ? AND audience = ?
    """
  case putMute = """
    INSERT INTO mutes (cause, audience, since, until, user) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (cause, audience) DO UPDATE SET since = excluded.since, until = excluded.until,
      user = excluded.user
    """
  case dropMute = """
    DELETE FROM mutes WHERE cause = ? AND audience = ?
    RETURNING cause, audience, since, until, user
    """

  case head = "SELECT last_id, last_hash FROM head"
  case setHead = "UPDATE head SET last_id = ?, last_hash = ?"
  case addHistory = """
    INSERT INTO history (id, at, kind, station, detail, previous_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """
  case loadHistory = """
    SELECT id, at, kind, station, detail, previous_hash, hash FROM history ORDER BY id
    """
  case countHistory = "SELECT count(*) FROM history"
  case historyHash = "SELECT hash FROM history WHERE id = ?"
  case historyPreviousHash = "SELECT previous_hash FROM history WHERE id = ?"
  case lastHistoryID = "SELECT coalesce(max(id), 0) FROM history"
  case restoredSince = """
    SELECT id FROM history WHERE kind = 'ledger-restored' AND id > ?1 AND instr(detail, ?2) > 0
    """
  case replacedSince = """
    SELECT id, at, detail FROM history WHERE kind = 'ledger-restored' AND id <= ?1 AND at > ?2
      AND instr(detail, '"why":"restore"') = 0
    ORDER BY id DESC LIMIT ?3
    """
  case loadArranged = """
    SELECT DISTINCT station FROM history
    WHERE kind IN ('station-renamed', 'station-arranged', 'station-bound')
      AND station IS NOT NULL
    """
  case loadMoves = """
    SELECT station, json_extract(detail, '$."former-key"') FROM history
    WHERE kind IN ('station-moved', 'station-re-based', 'station-enrolled')
      AND station IS NOT NULL ORDER BY id
    """
  case clockMovedSince = "SELECT id FROM history WHERE kind = 'clock-moved' AND id > ? LIMIT 1"
  case loadHistoryFrom = """
    SELECT id, at, kind, station, detail FROM history WHERE id >= ? ORDER BY id
    """
  case loadLastHistory = """
    SELECT id, at, kind, station, detail FROM history ORDER BY id DESC LIMIT ?
    """
}

extension SQL {
  /// One for each byte.
  static let places = 256

  /// A number of its own. An enum without payloads is the number of its case, in one byte; to hash
  /// the text instead would cost more than to run the statement.
  var place: Int { withUnsafeBytes(of: self) { Int($0[0]) } }
}
