extension Schema {
  /// Stations that administrators closed, and maintenance.
  static let closing = """
    ALTER TABLE stations ADD COLUMN disabled_since INTEGER;
    ALTER TABLE stations ADD COLUMN disabled_message TEXT
      CONSTRAINT "only a closed station has a message" CHECK (
        disabled_message IS NULL OR (disabled_message <> '' AND disabled_since IS NOT NULL));

    ALTER TABLE state ADD COLUMN maintenance_since INTEGER;
    ALTER TABLE state ADD COLUMN maintenance_until INTEGER
      CONSTRAINT "only maintenance that began ends" CHECK (
        maintenance_until IS NULL OR maintenance_since IS NOT NULL);
    """
}
