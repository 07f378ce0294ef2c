import StationModel

/// One step from one schema to the next. Names are for ever; a released step is never edited.
struct Migration: Sendable {
  var name: String
  var statements: String
}

/// What the ledger's file is, and how it came to be so.
enum Schema {
  /// "STMA": SQLite's `application_id`, so that no other program's database is taken for a ledger.
  static let applicationID: Int32 = 0x5354_4D41
  /// `user_version` of an up-to-date file.
  static var version: Int { migrations.count }

  static let migrations = [
    Migration(name: "2026-first-light", statements: firstLight),
    Migration(name: "2026-identity", statements: identity),
    Migration(name: "2026-licensing", statements: licensing),
    Migration(name: "2026-closing", statements: closing),
    Migration(name: "2026-telling", statements: telling),
  ]

  /// What a station is made of, what administrators wrote on it, and whom they said to leave alone.
  private static let identity = """
    CREATE TABLE marks (
      station TEXT NOT NULL
        REFERENCES stations (key) ON UPDATE CASCADE ON DELETE CASCADE,
      part TEXT NOT NULL CHECK (part <> ''),
      model TEXT NOT NULL CHECK (model <> ''),
      serial TEXT,
      container TEXT,
      PRIMARY KEY (station, part)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE labels (
      station TEXT NOT NULL
        REFERENCES stations (key) ON UPDATE CASCADE ON DELETE CASCADE,
      label TEXT NOT NULL CHECK (label <> ''),
      PRIMARY KEY (station, label)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE ignored (
      key TEXT PRIMARY KEY CHECK (key <> ''),
      model TEXT CHECK (model <> ''),
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE shared_serials (
      model TEXT NOT NULL CHECK (model <> ''),
      serial TEXT NOT NULL CHECK (serial <> ''),
      PRIMARY KEY (model, serial)
    ) STRICT, WITHOUT ROWID;
    """

  /// Times are milliseconds since 1970. Words of closed sets (kinds, stages …) are checked where
  /// they are read, not here: a later version adds some, and SQLite cannot change a CHECK.
  private static let firstLight = """
    CREATE TABLE state (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      mode TEXT NOT NULL CHECK (mode <> ''),
      high_water INTEGER
    ) STRICT;
    INSERT INTO state (one, mode) VALUES (1, 'unset');

    CREATE TABLE stations (
      key TEXT PRIMARY KEY CHECK (key <> ''),
      number INTEGER NOT NULL UNIQUE CHECK (number >= 0),
      name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      enrolled_at INTEGER NOT NULL,
      binding TEXT CHECK (binding <> ''),
      absent_since INTEGER,
      priority INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE packs (
      id TEXT PRIMARY KEY CHECK (id <> ''),
      issuer TEXT NOT NULL CHECK (issuer <> ''),
      key_id TEXT NOT NULL CHECK (length(key_id) = 16),
      count INTEGER NOT NULL CHECK (count > 0),
      coverage TEXT NOT NULL CHECK (coverage <> ''),
      valid_from INTEGER NOT NULL,
      valid_until INTEGER CHECK (valid_until > valid_from),
      added_at INTEGER NOT NULL,
      token TEXT NOT NULL CHECK (token <> '')
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE leases (
      station TEXT PRIMARY KEY REFERENCES stations (key) DEFERRABLE INITIALLY DEFERRED,
      pack TEXT NOT NULL REFERENCES packs (id) DEFERRABLE INITIALLY DEFERRED,
      granted_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL CHECK (expires_at > granted_at)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX leases_by_pack ON leases (pack);

    CREATE TABLE graces (
      subject TEXT PRIMARY KEY CHECK (subject <> ''),
      started_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL CHECK (ends_at > started_at),
      ended_at INTEGER CHECK (ended_at >= started_at)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER grace_stays BEFORE UPDATE ON graces
    WHEN NEW.subject <> OLD.subject OR NEW.started_at <> OLD.started_at
      OR NEW.ends_at <> OLD.ends_at
    BEGIN SELECT RAISE(ABORT, 'a grace that began never changes its dates'); END;
    CREATE TRIGGER grace_ends_once BEFORE UPDATE ON graces
    WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at
    BEGIN SELECT RAISE(ABORT, 'a grace that ended stays ended'); END;
    CREATE TRIGGER grace_is_kept BEFORE DELETE ON graces
    BEGIN SELECT RAISE(ABORT, 'a grace is given once and kept for ever'); END;

    CREATE TABLE notices (
      id TEXT PRIMARY KEY CHECK (id LIKE '_%/_%'),
      severity TEXT NOT NULL CHECK (severity <> ''),
      stage TEXT NOT NULL CHECK (stage <> ''),
      audience TEXT NOT NULL CHECK (audience <> ''),
      deadline INTEGER,
      station_number INTEGER CHECK (station_number >= 0),
      summary TEXT NOT NULL,
      body TEXT NOT NULL,
      next_step TEXT NOT NULL,
      raised_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE history (
      id INTEGER PRIMARY KEY CHECK (id > 0),
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind <> ''),
      station TEXT,
      detail TEXT NOT NULL,
      previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE TRIGGER history_stays BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
    CREATE TRIGGER history_is_kept BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

    CREATE TABLE head (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      last_id INTEGER NOT NULL CHECK (last_id >= 0),
      last_hash BLOB NOT NULL CHECK (length(last_hash) = 32)
    ) STRICT;
    INSERT INTO head (one, last_id, last_hash) VALUES (1, 0, zeroblob(32));
    """
}
