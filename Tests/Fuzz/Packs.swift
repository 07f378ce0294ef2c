import LicenseFiles
import Seal
import StationModel

/// A file as it is; then rightly signed, so that the contents are reached: no fuzzer guesses a
/// signature. The contents alone get the right header, and what has two lines is a header and contents.
func readPack(_ bytes: [UInt8]) {
  guard let key = SigningKey(seed: [UInt8](repeating: 1, count: 32)) else {
    fatalError("32 bytes make no key")
  }
  let id = key.verifyingKey.id
  let header = Array(#"{"alg":"EdDSA","typ":"stationmaster-pack+jws","kid":"\#(id)"}"#.utf8)
  tryPack(bytes, key)
  tryPack(sign(header, bytes, key), key)
  let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
  if lines.count == 2 { tryPack(sign(Array(lines[0]), Array(lines[1]), key), key) }
}

private func sign(_ header: [UInt8], _ payload: [UInt8], _ key: SigningKey) -> [UInt8] {
  let signed = Base64URL.encode(header) + "." + Base64URL.encode(payload)
  return Array((signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))).utf8)
}

/// Whatever is accepted holds in the ledger, can be issued again, and is refused with any byte changed.
private func tryPack(_ bytes: [UInt8], _ key: SigningKey) {
  let now = Timestamp(seconds: 1_780_000_000)
  do throws(PackError) {
    let seen = try PackFile.look(bytes)
    let trusted = keys(key, issuer: seen.order.issuer)
    var place = PackPlace(host: nil, site: nil, product: seen.order.product ?? 0)
    switch seen.order.binding {
    case .host(let id): place.host = id
    case .site(let name): place.site = name
    case nil: break
    }
    let signed = try PackFile.read(bytes, trusted: trusted, place: place, now: now, known: ["P-0"])
    try keep(signed, seen, trusted, place, key)
  } catch {
    require(isOneLine(error.message) && isOneLine(error.nextStep) && !error.nextStep.isEmpty)
    require(error.message.unicodeScalars.count < 400)
  }
  // The reader looks at the signature first, and must come to the same end.
  _ = try? PackFile.read(
    bytes, trusted: TrustedKeys(), place: PackPlace(host: nil, site: nil, product: 0), now: now,
    known: [])
}

private func keep(
  _ signed: PackFile.Signed, _ seen: PackFile.Unverified, _ trusted: TrustedKeys,
  _ place: PackPlace, _ key: SigningKey
) throws(PackError) {
  let pack = signed.pack
  require((1...1_000_000).contains(pack.count) && !pack.coverage.isEmpty && pack.id != "P-0")
  require(
    pack.features.count <= 32 && pack.replaces.count <= 64 && !pack.replaces.contains(pack.id))
  require(pack.features == pack.features.sorted() && pack.replaces == pack.replaces.sorted())
  require(isOneLine(pack.issuer) && isOneLine(pack.id))
  require(pack.validUntil.map { $0 > pack.validFrom && $0 > pack.addedAt } ?? true)
  require(pack.removed == 0 && pack.converted == 0)
  do throws(PackError) {
    try PackFile.verifyStored(signed.token, as: pack, trusted: trusted, place: place)
    var more = pack
    more.count += 1
    require(!holds(signed.token, more, trusted, place))
    let again = try PackFile.issue(seen.order, with: key)
    let other = try PackFile.look(Array(again.utf8))
    require(other.order == seen.order && other.version <= seen.version)
  } catch {
    fatalError("a pack that was read does not hold: \(error)")
  }
  var changed = Array(signed.token.utf8)
  let index = pack.count % changed.count
  changed[index] ^= 1
  require((try? PackFile.signer(of: changed, trusted: trusted)) == nil)
}

private func holds(
  _ token: String, _ pack: Pack, _ trusted: TrustedKeys, _ place: PackPlace
) -> Bool {
  (try? PackFile.verifyStored(token, as: pack, trusted: trusted, place: place)) != nil
}

private func keys(_ key: SigningKey, issuer: String) -> TrustedKeys {
  guard let text = try? KeyFile.publicText(key.verifyingKey, issuer: issuer),
    let keys = try? TrustedKeys(files: [("k.pub", text)])
  else { fatalError("an issuer's name was accepted in a pack, but not in a key's file") }
  return keys
}

/// Key files of all kinds, and the machine id. What is accepted is written and read as it was.
func readKeys(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let key = try? KeyFile.readPrivate(text, file: "k") {
    require((try? KeyFile.readPrivate(KeyFile.privateText(key), file: "k"))?.seed == key.seed)
    require(key.verifyingKey.isSound)
  }
  if let key = try? KeyFile.readPublic(text, file: "k") {
    let again = try? KeyFile.publicText(key.key, issuer: key.issuer)
    require(again.flatMap { try? KeyFile.readPublic($0, file: "k") } == key)
    require(isOneLine(key.issuer) && key.key.isSound)
  }
  if let key = try? KeyFile.readRevoked(text, file: "k") {
    let again = try? KeyFile.revokedText(key)
    require(again.flatMap { try? KeyFile.readRevoked($0, file: "k") } == key)
    require(isOneLine(key.reason))
  }
  do throws(KeyFileError) {
    let keys = try TrustedKeys(files: [("a.pub", text), ("b.revoked", text)])
    require(keys.all.isEmpty && keys.revoked.isEmpty)  // One text is never both.
  } catch {
    require(isOneLine(error.message))
  }
  if let id = HostID.of(machineID: bytes) { require(HostID.isValid(id)) }
}
