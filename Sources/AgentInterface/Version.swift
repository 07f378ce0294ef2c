/// The version of everything that is built from this tree.
public let productVersion = "0.1.0"
