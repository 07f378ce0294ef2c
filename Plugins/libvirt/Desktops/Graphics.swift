import StationModel

/// One `<graphics>` element of a domain.
struct Graphics: Sendable, Equatable {
  /// `vnc`, `spice`, `rdp`, or something that no viewer reaches: `sdl`, `dbus`, `egl-headless`.
  var type: String
  /// Nil while none is given to it (`port="-1"`), and where there is only an encrypted one.
  var port: Int?
  var listens: [Listen] = []

  enum Listen: Sendable, Equatable {
    case address(String)
    case socket(String)
  }

  init(type: String, port: Int? = nil, listens: [Listen] = []) {
    self.type = type
    self.port = port
    self.listens = listens
  }

  init(_ element: XMLText.Node) {
    type = element["type"] ?? ""
    port = element["port"].flatMap { Int($0) }.flatMap { (1...65535).contains($0) ? $0 : nil }
    listens = element.nodes("listen").compactMap { listen in
      switch listen["type"] {
      case "socket": listen["socket"].map(Listen.socket)
      // Of a network, libvirt shows the address once the domain runs.
      case "address", "network": listen["address"].map(Listen.address)
      default: nil
      }
    }
    guard listens.isEmpty else { return }
    // As libvirt wrote it before there were <listen> elements.
    if let socket = element["socket"] {
      listens = [.socket(socket)]
    } else if let address = element["listen"] {
      listens = [.address(address)]
    }
  }
}

/// From where the addresses of domains are seen.
struct Viewpoint: Sendable, Equatable {
  /// The host's name, where the hypervisor is on another one.
  var remoteHost: String?
  /// What to say for a display that listens on all addresses, if it was configured.
  var graphicsHost: String?
}

extension DesktopAddress {
  /// Where a viewer reaches a running domain; the first display that can be reached counts.
  init?(_ graphics: [Graphics], from view: Viewpoint) {
    for display in graphics {
      guard let kind = Kind(rawValue: display.type) else { continue }
      for listen in display.listens {
        guard let place = Place(listen, port: display.port, from: view) else { continue }
        self.init(kind, place)
        return
      }
    }
    return nil
  }
}

extension DesktopAddress.Place {
  fileprivate init?(_ listen: Graphics.Listen, port: Int?, from view: Viewpoint) {
    switch listen {
    case .socket(let path):
      // The other host's socket is of no use here.
      guard view.remoteHost == nil, path.hasPrefix("/") else { return nil }
      self = .socket(path)
    case .address(let address):
      guard let port else { return nil }
      if ["0.0.0.0", "::", "[::]"].contains(address) {
        let local = address == "0.0.0.0" ? "127.0.0.1" : "::1"
        self = .network(host: view.graphicsHost ?? view.remoteHost ?? local, port: port)
      } else if address.hasPrefix("127.") || address == "::1" || address == "localhost" {
        guard view.remoteHost == nil else { return nil }
        self = .network(host: address, port: port)
      } else {
        self = .network(host: address, port: port)
      }
    }
  }
}
