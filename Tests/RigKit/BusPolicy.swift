import Glibc

/// What a private bus lets through.
public enum BusPolicy: Sendable {
  /// Everything, as on a session bus.
  case open
  /// As ``open``, and programs are started as the files of this folder say.
  case session(services: String)
  /// What Debian's system bus does, with the agent's own policy file as a package installs it.
  /// What is refused there must be refused in the tests.
  case stock

  var text: String {
    switch self {
    case .session(let services): "<servicedir>\(services)</servicedir>\n" + Self.open.text
    case .open:
      """
      <policy context="default">
        <allow user="*"/>
        <allow send_destination="*" eavesdrop="true"/>
        <allow eavesdrop="true"/>
        <allow own="*"/>
      </policy>
      """
    case .stock:
      """
      <policy context="default">
        <allow user="*"/>
        <deny own="*"/>
        <deny send_type="method_call"/>
        <allow send_type="signal"/>
        <allow send_requested_reply="true" send_type="method_return"/>
        <allow send_requested_reply="true" send_type="error"/>
        <allow receive_type="method_call"/>
        <allow receive_type="method_return"/>
        <allow receive_type="error"/>
        <allow receive_type="signal"/>
        <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"/>
        <allow send_destination="org.freedesktop.DBus"
               send_interface="org.freedesktop.DBus.Introspectable"/>
        <allow send_destination="org.freedesktop.DBus"
               send_interface="org.freedesktop.DBus.Properties"/>
      </policy>
      <include>\(Rigs.project)/Packaging/dbus/org.stationmaster1.conf</include>
      <!-- There is no user "stationmaster" here: who runs the test is the agent's user. -->
      <policy user="\(geteuid())">
        <allow own="org.stationmaster1"/>
        <!-- As logind's own policy file has it; tests play logind. -->
        <allow own="org.freedesktop.login1"/>
        <allow send_destination="org.freedesktop.login1"/>
        <allow own="org.freedesktop.PolicyKit1"/>
        <allow send_destination="org.freedesktop.PolicyKit1"/>
        <allow own="org.freedesktop.systemd1"/>
        <allow send_destination="org.freedesktop.systemd1"/>
      </policy>
      """
    }
  }
}
