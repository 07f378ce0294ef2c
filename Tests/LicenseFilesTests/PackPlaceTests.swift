import LicenseFiles
import StationModel
import Testing

@Suite struct PackPlaceTests {
  private func accepts(
    _ binding: PackBinding?, product: Int? = nil, at place: PackPlace
  ) throws -> Bool {
    var order = order
    order.binding = binding
    order.product = product
    let token = try PackFile.issue(order, with: Issuer.trusted.key)
    do throws(PackError) {
      _ = try PackFile.read(
        Array(token.utf8), trusted: try keys(), place: place, now: Issuer.now, known: [])
      return true
    } catch {
      switch error {
      case .otherHost, .otherSite, .otherProduct: return false
      default: throw error
      }
    }
  }

  private func keys() throws(PackError) -> TrustedKeys {
    do { return try trustedKeys() } catch { throw .unknownKey("\(error)") }
  }

  @Test func anUnboundPackIsForEveryPlace() throws {
    #expect(try accepts(nil, at: PackPlace(host: nil, site: nil, product: 9999)))
  }

  @Test func aHostsPackIsForThatHost() throws {
    #expect(try accepts(.host(here), at: place))
    #expect(try !accepts(.host(elsewhere), at: place))
    #expect(try !accepts(.host(here), at: PackPlace(host: nil, site: nil, product: 1)))
  }

  @Test func aSitesPackIsForThatSiteByteForByte() throws {
    func at(_ site: String?) -> PackPlace { PackPlace(host: here, site: site, product: 1) }
    #expect(try accepts(.site("Café"), at: at("Café")))
    #expect(try !accepts(.site("Café"), at: at("Cafe\u{301}")))
    #expect(try !accepts(.site("Café"), at: at("café")))
    #expect(try !accepts(.site("Café"), at: at(nil)))
  }

  @Test func aPackIsForItsProductVersionAndOlderOnes() throws {
    func at(_ major: Int) -> PackPlace { PackPlace(host: nil, site: nil, product: major) }
    #expect(try accepts(nil, product: 2, at: at(1)))
    #expect(try accepts(nil, product: 2, at: at(2)))
    #expect(try !accepts(nil, product: 2, at: at(3)))
  }

  @Test func readsTheMajorVersion() {
    #expect(PackPlace.major(of: "0.1.0") == 0)
    #expect(PackPlace.major(of: "12") == 12)
    #expect(PackPlace.major(of: "v1.2") == nil && PackPlace.major(of: "") == nil)
  }

  @Test func saysWhatToDoAboutEachPlace() {
    let texts = [
      PackError.otherHost(here, here: elsewhere), .otherHost(here, here: nil),
      .otherSite("A", here: "B"), .otherSite("A", here: nil), .otherProduct(forVersion: 1, this: 2),
    ].map { $0.message + " " + $0.nextStep }
    #expect(Set(texts).count == 5)
    #expect(texts[0].contains(here) && texts[0].contains(elsewhere))
    #expect(texts[4].hasPrefix("The license pack is for Stationmaster up to version 1; this is"))
  }
}

@Suite struct HostIDTests {
  /// What `systemd-id128 -a e5d1c0a03b7e4f6b9a54c7c1f2d86b1e machine-id` prints on such a computer.
  @Test func isTheIDThatSystemdMakesForThisApplication() {
    let id = HostID.of(machineID: Array("0123456789abcdef0123456789abcdef\n".utf8))
    #expect(id == "b10f08ccd0b34f4e83ff865dbd169bc0")
    #expect(HostID.of(machineID: Array("0123456789ABCDEF0123456789ABCDEF".utf8)) == id)
    #expect(id.map(HostID.isValid) == true)
  }

  @Test(arguments: [
    "", "\n", "uninitialized\n", "0123456789abcdef0123456789abcde\n",
    "0123456789abcdef0123456789abcdef0", "0123456789abcdef0123456789abcdef\n\n",
    "0123456789abcdef-123456789abcdef", "00000000000000000000000000000000\n",
    " 123456789abcdef0123456789abcdef", "g123456789abcdef0123456789abcdef",
  ])
  func nothingElseIsAMachineID(_ text: String) {
    #expect(HostID.of(machineID: Array(text.utf8)) == nil)
  }

  @Test func saysNothingOfTheMachineID() {
    let machine = "0123456789abcdef0123456789abcdef"
    let id = HostID.of(machineID: Array(machine.utf8)) ?? machine
    #expect(id != machine && !id.contains(machine.prefix(8)))
    #expect(id != HostID.of(machineID: Array((machine.dropLast() + "e").utf8)))
  }
}
