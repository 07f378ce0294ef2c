extension String {
  /// With the sign that ends a sentence: what a message quotes may have its own, as a question has.
  package var asSentence: String {
    guard let last, ".?!".contains(last) else { return self + "." }
    return self
  }
}
