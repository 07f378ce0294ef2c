import Glibc

/// The conformance suite: what a plugin does against docs/plugins.md, whoever wrote it.
public enum Conformance {
  /// Starts the plugin of `folder` again and again, as the agent would but with a state folder of its
  /// own in a temporary place, and checks every rule. Without `operate` nothing is asked for that
  /// starts, stops or assigns a desktop; with it, that is tried on the desktop of that id.
  ///
  /// Ends by itself whatever the plugin does: every step has its deadline. Ignores SIGPIPE
  /// in this process from then on: a plugin may die while it is written to.
  public static func check(
    _ folder: String, operate: String? = nil, patience: CheckPatience = CheckPatience()
  ) async -> CheckReport {
    signal(SIGPIPE, SIG_IGN)
    var visit = Visit(folder: folder, patience: patience)
    await visit.checkAll(operate: operate)
    return visit.report
  }
}
