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

  /// The file at `path`, then the `*.conf` files of the folder `dropIns` in the order of their names.
  /// Either may be missing; what is there must be readable.
  public static func load(
    path: String, dropIns: String
  ) throws(ConfigurationError) -> Settings {
    try ConfigurationFiles.find(path: path, dropIns: dropIns).settings()
  }
}
