extension Schema {
  /// Licenses of both kinds: who holds them, what was taken away, what is kept for whom, and what
  /// administrators added to graces. Texts with commas are lists; their words have none.
  static let licensing = """
    CREATE TABLE leases_by_holder (
      holder TEXT PRIMARY KEY,
      station TEXT REFERENCES stations (key) DEFERRABLE INITIALLY DEFERRED,
      pack TEXT NOT NULL REFERENCES packs (id) DEFERRABLE INITIALLY DEFERRED,
      granted_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL CHECK (expires_at > granted_at),
      CONSTRAINT "a holder is a station or a person" CHECK (
        iif(station IS NULL, holder GLOB 'user/?*', holder = 'station/' || station))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO leases_by_holder (holder, station, pack, granted_at, expires_at)
      SELECT 'station/' || station, station, pack, granted_at, expires_at FROM leases;
    DROP TABLE leases;
    ALTER TABLE leases_by_holder RENAME TO leases;
    CREATE INDEX leases_by_pack ON leases (pack);
    CREATE INDEX leases_by_station ON leases (station);

    ALTER TABLE packs ADD COLUMN kind TEXT NOT NULL DEFAULT 'device' CHECK (kind <> '');
    ALTER TABLE packs ADD COLUMN product INTEGER;
    ALTER TABLE packs ADD COLUMN features TEXT NOT NULL DEFAULT '';
    ALTER TABLE packs ADD COLUMN host TEXT CHECK (host <> '');
    ALTER TABLE packs ADD COLUMN site TEXT
      CONSTRAINT "a pack is bound to a host or a site" CHECK (
        site IS NULL OR (site <> '' AND host IS NULL));
    ALTER TABLE packs ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
    ALTER TABLE packs ADD COLUMN convertible INTEGER NOT NULL DEFAULT 0
      CHECK (convertible IN (0, 1));
    ALTER TABLE packs ADD COLUMN removed INTEGER NOT NULL DEFAULT 0
      CONSTRAINT "no more are removed than there are" CHECK (removed BETWEEN 0 AND count);
    ALTER TABLE packs ADD COLUMN converted INTEGER NOT NULL DEFAULT 0
      CONSTRAINT "no more are converted than there are" CHECK (converted BETWEEN 0 AND count);

    CREATE TABLE revocations (
      holder TEXT NOT NULL CHECK (holder GLOB 'station/?*' OR holder GLOB 'user/?*'),
      pack TEXT NOT NULL CHECK (pack <> ''),
      revoked_at INTEGER NOT NULL,
      until INTEGER NOT NULL,
      PRIMARY KEY (holder, revoked_at, pack, until)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX revocations_by_end ON revocations (until);

    CREATE TABLE reservations (
      label TEXT PRIMARY KEY CHECK (label <> ''),
      kind TEXT NOT NULL CHECK (kind <> ''),
      least INTEGER NOT NULL CHECK (least >= 0),
      most INTEGER CHECK (most >= least)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE graces ADD COLUMN shifted INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE extensions (
      subject TEXT NOT NULL REFERENCES graces (subject) DEFERRABLE INITIALLY DEFERRED,
      until INTEGER NOT NULL,
      by_ms INTEGER NOT NULL CHECK (by_ms >= 0),
      granted_at INTEGER NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX extensions_by_subject ON extensions (subject);
    CREATE TRIGGER extension_stays BEFORE UPDATE ON extensions
    BEGIN SELECT RAISE(ABORT, 'an extension never changes'); END;
    CREATE TRIGGER extension_is_kept BEFORE DELETE ON extensions
    BEGIN SELECT RAISE(ABORT, 'an extension is kept for ever'); END;

    CREATE TABLE standings (
      station TEXT PRIMARY KEY REFERENCES stations (key) ON UPDATE CASCADE ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
      state TEXT NOT NULL CHECK (state <> ''),
      cause TEXT CHECK (cause <> ''),
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
