extension Settings {
  /// These settings as a running agent can take them over: what needs a restart is as in `running`. What
  /// is the same there is from where it stands now.
  public func takenOver(by running: Settings) -> Settings {
    var result = self
    for key in Settings.keys where key.needsRestart && key.text(self) != key.text(running) {
      result.take(key, from: running)
    }
    return result
  }

  /// The keys that have another value here than in `running`, with the value here.
  public func differing(from running: Settings) -> [EffectiveValue] {
    Settings.keys.filter { $0.text(self) != $0.text(running) }.map(effective)
  }
}
