public import Configuration
import Journal
import Logging

extension Agent {
  /// Takes over new settings. What only a restart can change is said and left.
  public func reload(_ fresh: Settings) {
    if fresh.busAddress != settings.busAddress || fresh.stateFolder != settings.stateFolder
      || fresh.pluginFolders != settings.pluginFolders || fresh.staleTime != settings.staleTime
    {
      log.tell(
        .restartNeeded, .warning,
        "changes in [Bus], [State] and [Plugins] take effect at the next start")
    }
    settings = fresh
    readTrustedKeys()
    rescanPlugins()
    look()
  }
}
