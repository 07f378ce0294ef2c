import Seal
import Testing

/// RFC 8032, section 7.1.
struct SignatureVector: Sendable, CustomTestStringConvertible {
  var name: String
  var seed: String
  var publicKey: String
  var message: String
  var signature: String
  var testDescription: String { name }
}

let signatureVectors = [
  SignatureVector(
    name: "TEST 1",
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    message: "",
    signature: """
      e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b
      d25bf5f0595bbe24655141438e7a100b
      """),
  SignatureVector(
    name: "TEST 2",
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature: """
      92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c
      387b2eaeb4302aeeb00d291612bb0c00
      """),
  SignatureVector(
    name: "TEST 3",
    seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    message: "af82",
    signature: """
      6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659
      4a7c15e9716ed28dc027beceea1ec40a
      """),
  SignatureVector(
    name: "TEST SHA(abc)",
    seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    publicKey: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    message: """
      ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd
      454d4423643ce80e2a9ac94fa54ca49f
      """,
    signature: """
      dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030
      3dca179c138ac17ad9bef1177331a704
      """),
]

@Suite struct SignatureTests {
  @Test(arguments: signatureVectors)
  func signsAndVerifiesAsInRFC8032(_ vector: SignatureVector) throws {
    let key = try #require(SigningKey(seed: bytes(vector.seed)))
    #expect(key.publicKey == bytes(vector.publicKey))
    let signature = key.sign(bytes(vector.message))
    #expect(signature == bytes(vector.signature))
    #expect(key.verifyingKey.verify(signature: signature, message: bytes(vector.message)))
  }

  @Test func refusesEveryChangedBit() throws {
    let key = try #require(SigningKey(seed: bytes(signatureVectors[1].seed)))
    let message = Array("two licenses".utf8)
    let signature = key.sign(message)
    for bit in 0..<(signature.count * 8) {
      var changed = signature
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verifyingKey.verify(signature: changed, message: message))
    }
    for bit in 0..<(message.count * 8) {
      var changed = message
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verifyingKey.verify(signature: signature, message: changed))
    }
  }

  @Test func refusesTheSecondFormOfASignature() throws {
    // S + L instead of S: the same equation holds, RFC 8032 (5.1.7) refuses it.
    let key = try #require(SigningKey(seed: bytes(signatureVectors[0].seed)))
    var signature = key.sign([])
    let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    var carry = 0
    for index in 0..<32 {
      let sum = Int(signature[32 + index]) + Int(order[index]) + carry
      signature[32 + index] = UInt8(sum & 255)
      carry = sum >> 8
    }
    #expect(!key.verifyingKey.verify(signature: signature, message: []))
  }

  @Test func refusesAWeakKeyThatWouldVerifyAnything() throws {
    // The neutral point with R neutral and S zero satisfies the bare equation for any message.
    let neutral = [UInt8(1)] + [UInt8](repeating: 0, count: 31)
    let key = try #require(VerifyingKey(neutral))
    #expect(!key.verify(signature: neutral + [UInt8](repeating: 0, count: 32), message: [1, 2]))
  }

  @Test func refusesOtherLengths() throws {
    #expect(SigningKey(seed: []) == nil)
    #expect(SigningKey(seed: [UInt8](repeating: 0, count: 33)) == nil)
    #expect(VerifyingKey([]) == nil)
    #expect(VerifyingKey([UInt8](repeating: 0, count: 31)) == nil)
    let key = try #require(SigningKey.generate())
    #expect(!key.verifyingKey.verify(signature: [], message: []))
    #expect(!key.verifyingKey.verify(signature: key.sign([]) + [0], message: []))
  }

  @Test func generatesAnotherKeyEachTime() throws {
    let first = try #require(SigningKey.generate())
    let second = try #require(SigningKey.generate())
    #expect(first.seed != second.seed)
    #expect(!second.verifyingKey.verify(signature: first.sign([7]), message: [7]))
  }

  @Test func neverPrintsAPrivateKey() throws {
    let key = try #require(SigningKey(seed: [UInt8](repeating: 165, count: 32)))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains("165"))
      #expect(text.contains(key.verifyingKey.id))
    }
  }

  @Test func namesAKeyByItsHash() throws {
    let key = try #require(VerifyingKey(bytes(signatureVectors[0].publicKey)))
    #expect(key.id == Seal.hex(Seal.sha256(key.bytes)).prefix(16))
    #expect(key.id == "21fe31dfa154a261")
  }

  /// The points of small order and other spellings of them (ed25519 in libsodium's own list), one
  /// that is outside of the group, and one that is no point.
  @Test(arguments: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "0200000000000000000000000000000000000000000000000000000000000000",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func aKeyThatNoSeedMakesIsNotSoundAndVerifiesNothing(_ hex: String) throws {
    let key = try #require(VerifyingKey(bytes(hex)))
    #expect(!key.isSound)
    for signature in [[1] + [UInt8](repeating: 0, count: 63), [UInt8](repeating: 0, count: 64)] {
      #expect(!key.verify(signature: signature, message: []))
    }
  }

  @Test func everySeedMakesASoundKey() throws {
    for vector in signatureVectors {
      #expect(try #require(VerifyingKey(bytes(vector.publicKey))).isSound)
    }
    for number: UInt8 in 0..<64 {
      #expect(SigningKey(seed: [UInt8](repeating: number, count: 32))?.verifyingKey.isSound == true)
    }
  }
}
