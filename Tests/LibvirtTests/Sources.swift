/// The path of a file of the repository.
func source(_ path: String, from file: String = #filePath) -> String {
  file.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/" + path
}
