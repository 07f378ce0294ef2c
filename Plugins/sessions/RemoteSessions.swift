import PluginKit
import PluginProtocol
import Seats
import StationModel

/// Which sign-ins are network stations, and how they are shown.
struct RemoteSessions: Sendable {
  var configuration: SessionsConfiguration

  /// What there is to say of what logind says.
  ///
  /// - Parameter remarks: the sessions that are left out, in sentences.
  func report(_ picture: SessionPicture, remarks: [String]) -> DesktopReport {
    switch picture {
    case .unknown(let why):
      DesktopReport(health: .sentence(.failed, why), desktops: nil)
    case .known(let signIns):
      DesktopReport(
        health: remarks.isEmpty
          ? .ready : .sentence(.degraded, remarks.joined(separator: " ")),
        desktops: desktops(signIns))
    }
  }

  /// One for each person at each computer, sorted by id.
  func desktops(_ signIns: [SignIn]) -> [Desktop] {
    var found: [String: Desktop] = [:]
    for signIn in signIns where counts(signIn) {
      let client = clientName(signIn.remoteHost)
      let id = stationID(user: signIn.user, client: client)
      found[id] = Desktop(
        id: id, name: name(signIn.user, client), kind: "session", state: .running,
        isNetwork: true, user: PlainText.line(signIn.user, bytes: 256), client: client)
    }
    return found.values.sorted { $0.id < $1.id }
  }

  /// Somebody sees a desktop of this computer at another one. Who has a seat sits at this one, and a
  /// session without a desktop (ssh) is no station.
  func counts(_ signIn: SignIn) -> Bool {
    guard signIn.type == .graphical, signIn.seat == nil, !configuration.leaveOut.fit(signIn.user)
    else { return false }
    return signIn.isRemote || configuration.services.fit(signIn.service ?? "")
  }

  private func name(_ user: String, _ client: String?) -> String {
    PlainText.line(client.map { user + " from " + $0 } ?? user + ", remote session", bytes: 256)
  }
}
