/// Who is signed in on this computer.
public enum SessionPicture: Sendable, Equatable {
  /// logind is not there, does not answer or was lost; a sentence says which. Not the same as nobody.
  case unknown(why: String)
  /// Everybody, in the order of the session ids.
  case known([SignIn])
}
