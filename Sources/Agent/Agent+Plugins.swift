import Ledger
import Logging
import Notices
import PluginHost
import StationModel

extension Agent {
  /// Runs the plugins until cancelled, and takes in what they say.
  public func runPlugins() async {
    let host = pluginHost
    await withTaskGroup { group in
      group.addTask { await host.run() }
      group.addTask { for await event in host.events { await self.take(event) } }
      await group.next()
      group.cancelAll()
    }
  }

  private func take(_ event: PluginEvent) {
    switch event {
    case .picture(let picture): desktops[picture.plugin] = picture
    case .status(let status): plugins[status.name] = status
    case .log(let plugin, _, let line):
      log.log(level: .info, "\(line)", metadata: ["plugin": "\(plugin)"])
      return
    }
    look()
  }

  var pluginTroubles: [PluginTrouble] { [] }
}
