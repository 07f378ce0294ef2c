/// Servers that show a desktop of this computer at another one.
public enum RemoteDesktops {
  /// Their PAM services, as patterns of fnmatch(3).
  ///
  /// - `xrdp-sesman`: xrdp. Version 0.9 says nothing about the other computer, 0.10 its address.
  ///   `sesman` and `xrdp` are the names of older and of other packages.
  /// - `tigervnc`: TigerVNC's own service. `vncserver` is what it was called elsewhere.
  /// - `gdm-*`: GNOME's remote login (GDM 46 and later) has the services of a local sign-in; the
  ///   missing seat tells it apart.
  public static let services = [
    "xrdp-sesman", "xrdp", "sesman", "tigervnc", "vncserver", "gnome-remote-desktop", "gdm-*",
  ]
}
