/// Every statement that the running ledger uses. The case's name is what errors show.
enum SQL: String, CaseIterable {
  case begin = "BEGIN IMMEDIATE"
  case beginRead = "BEGIN"
  case commit = "COMMIT"
  case rollback = "ROLLBACK"

  case loadState = "SELECT mode, high_water FROM state"
  case setMode = "UPDATE state SET mode = ?"
  case raiseHighWater = """
    UPDATE state SET high_water = ?1 WHERE high_water IS NULL OR high_water < ?1
    """

  case loadStations = """
    SELECT key, number, name, kind, enrolled_at, binding, absent_since, priority
    FROM stations ORDER BY number
    """
  case putStation = """
    INSERT INTO stations (key, number, name, kind, enrolled_at, binding, absent_since, priority)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET number = excluded.number, name = excluded.name,
      kind = excluded.kind, enrolled_at = excluded.enrolled_at, binding = excluded.binding,
      absent_since = excluded.absent_since, priority = excluded.priority
    """
  case forgetStation = "DELETE FROM stations WHERE key = ? RETURNING number"

  case moveStation = "UPDATE stations SET key = ?2 WHERE key = ?1 RETURNING number"
  case moveLease = "UPDATE leases SET station = ?2 WHERE station = ?1"
  /// A grace is given once for each place and kept there for ever, so the new place gets the same one,
  /// unless it had its own.
  case copyGrace = """
    INSERT OR IGNORE INTO graces (subject, started_at, ends_at, ended_at)
    SELECT ?2, started_at, ends_at, ended_at FROM graces WHERE subject = ?1
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
    SELECT id, issuer, key_id, count, coverage, valid_from, valid_until, added_at, token
    FROM packs ORDER BY added_at, id
    """
  case addPack = """
    INSERT INTO packs
      (id, issuer, key_id, count, coverage, valid_from, valid_until, added_at, token)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  case loadLeases = "SELECT station, pack, granted_at, expires_at FROM leases ORDER BY station"
  case putLease = """
    INSERT INTO leases (station, pack, granted_at, expires_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (station) DO UPDATE SET pack = excluded.pack, granted_at = excluded.granted_at,
      expires_at = excluded.expires_at
    """
  case releaseLease = "DELETE FROM leases WHERE station = ? RETURNING pack"

  case loadGraces = "SELECT subject, started_at, ends_at, ended_at FROM graces ORDER BY subject"
  case putGrace = """
    INSERT INTO graces (subject, started_at, ends_at, ended_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (subject) DO UPDATE SET started_at = excluded.started_at,
      ends_at = excluded.ends_at, ended_at = excluded.ended_at
    """

  case loadNotices = """
    SELECT id, severity, stage, audience, deadline, station_number, summary, body, next_step,
      raised_at
    FROM notices ORDER BY id
    """
  case putNotice = """
    INSERT INTO notices (id, severity, stage, audience, deadline, station_number, summary, body,
      next_step, raised_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, stage = excluded.stage,
      audience = excluded.audience, deadline = excluded.deadline,
      station_number = excluded.station_number, summary = excluded.summary, body = excluded.body,
      next_step = excluded.next_step, raised_at = excluded.raised_at
    """
  case closeNotice = "DELETE FROM notices WHERE id = ? RETURNING id"

  case head = "SELECT last_id, last_hash FROM head"
  case setHead = "UPDATE head SET last_id = ?, last_hash = ?"
  case addHistory = """
    INSERT INTO history (id, at, kind, station, detail, previous_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """
  case loadHistory = """
    SELECT id, at, kind, station, detail, previous_hash, hash FROM history ORDER BY id
    """
  case loadLastHistory = """
    SELECT id, at, kind, station, detail FROM history ORDER BY id DESC LIMIT ?
    """
}
