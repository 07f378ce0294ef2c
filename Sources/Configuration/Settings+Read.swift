extension Settings {
  /// The defaults, changed by the files in their order: of two files that set a key the later counts.
  /// The first thing that is not understood is the error.
  public static func read(
    files: [(name: String, text: String)]
  ) throws(ConfigurationError) -> Settings {
    var settings = Settings()
    for file in files {
      let reading = SettingsFile(name: file.name, text: file.text, into: settings)
      try reading.read()
      settings = reading.settings
    }
    return settings
  }
}
