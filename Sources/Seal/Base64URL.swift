import CSodium

/// base64url without padding (RFC 4648, section 5; RFC 7515, section 2).
public enum Base64URL {
  public static func encode(_ bytes: [UInt8]) -> String {
    let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING
    // The length that libsodium asks for includes a closing zero byte.
    let room = sodium_base64_encoded_len(bytes.count, variant)
    var text = [CChar](repeating: 0, count: room)
    _ = sodium_bin2base64(&text, room, bytes, bytes.count, variant)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Nil unless the text is exactly what `encode` writes: no padding, no white space, no other
  /// alphabet, no left-over bits. So every byte string has one text and no other.
  public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let characters = text.map { CChar(bitPattern: $0) }
    // Three bytes from four characters; one group more, so that the buffer is never empty.
    var bytes = [UInt8](repeating: 0, count: characters.count / 4 * 3 + 3)
    var count = 0
    let result = sodium_base642bin(
      &bytes, bytes.count, characters, characters.count, nil, &count, nil,
      sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    return result == 0 ? Array(bytes.prefix(count)) : nil
  }

  public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }
}
