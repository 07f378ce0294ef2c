extension Schema {
  /// Who was told what, what is told to nobody for a time, and what notices say without the words of
  /// any language. Tellings outlive their notices: one that comes back is no news to whom it was told.
  static let telling = """
    ALTER TABLE notices ADD COLUMN words TEXT NOT NULL DEFAULT '';

    CREATE TABLE tellings (
      notice TEXT NOT NULL CHECK (notice LIKE '_%/_%'),
      recipient TEXT NOT NULL CHECK (
        recipient IN ('program', 'mail') OR recipient GLOB 'user/?*'),
      stage TEXT NOT NULL CHECK (stage <> ''),
      deadline INTEGER,
      way TEXT NOT NULL CHECK (way <> ''),
      state TEXT NOT NULL CHECK (state <> ''),
      at INTEGER NOT NULL,
      again INTEGER,
      kept_until INTEGER NOT NULL,
      PRIMARY KEY (notice, recipient)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE mutes (
      cause TEXT NOT NULL CHECK (cause <> ''),
      audience TEXT NOT NULL CHECK (audience <> ''),
      since INTEGER NOT NULL,
      until INTEGER NOT NULL CHECK (until > since),
      user INTEGER NOT NULL,
      PRIMARY KEY (cause, audience)
    ) STRICT, WITHOUT ROWID;
    """
}
