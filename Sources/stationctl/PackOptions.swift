import ArgumentParser
import LicenseFiles
import StationModel

/// What `license issue` puts into a pack.
struct PackOptions: ParsableArguments {
  @Option(help: "The pack's id: 1 to 64 of letters, digits, '.', '_' and '-'.") var id: String
  @Option(help: "How many licenses.") var count: Int
  @Option(help: "What each license is for: device (a station) or user (a person).")
  var kind = LicenseKind.device.rawValue
  @Option(
    parsing: .singleValue,
    help: """
      What it covers, separated by commas: host, physical, network, desktop (or virtual). May be \
      given again. Default: all of them.
      """)
  var covers: [String] = []
  @Option(help: "Valid from this day or time (UTC): 2026-09-01. Default: now.") var from: String?
  @Option(
    help: """
      Valid until the end of this day, or until this time (UTC): 2027-08-31, 2027-08-31T18:00Z. \
      Default: no end.
      """)
  var until: String?
  @Option(help: "The last major version of Stationmaster that it is for. Default: any.")
  var product: Int?
  @Option(
    name: .customLong("feature"), parsing: .singleValue,
    help: "A word for something else that it allows, of a-z 0-9 . and -. May be given again.")
  var features: [String] = []
  @Option(help: "Only the computer with this id may use it: stationctl license host-id")
  var host: String?
  @Option(help: "Only computers of this site may use it: `site` in their configuration.")
  var site: String?
  @Option(
    parsing: .singleValue,
    help: "The id of a pack of yours that ends when this one begins. May be given again.")
  var replaces: [String] = []
  @Flag(help: "Licenses that nobody holds may be converted to the other kind.")
  var convertible = false

  /// Throws a ``Failure`` for what is no order at all; what no pack may say is refused when it is
  /// issued.
  func order(issuer: String, now: Timestamp) throws -> PackOrder {
    guard let licenseKind = LicenseKind(rawValue: kind) else {
      throw Failure(
        .refused, "There is no kind of license '\(Label.clean(kind, limit: 60))'.",
        nextStep: "The kinds are: device, user.")
    }
    guard host == nil || site == nil else {
      throw Failure(
        .refused, "A pack is for one computer or for one site, not for both.",
        nextStep: "Leave out --host or --site.")
    }
    return PackOrder(
      id: id, issuer: issuer, kind: licenseKind, count: count, coverage: try coverage(),
      validFrom: try from.map(date) ?? now, validUntil: try until.map(lastDate), issuedAt: now,
      product: product, features: features,
      binding: host.map(PackBinding.host) ?? site.map(PackBinding.site), replaces: replaces,
      isConvertible: convertible)
  }

  private func coverage() throws -> Set<StationKind> {
    if covers.isEmpty { return Set(StationKind.allCases) }
    return Set(
      try covers.flatMap { $0.split(separator: ",") }.map { word in
        // The word of those who sell licenses for desktops that are not in front of people.
        if word == "virtual" { return .desktop }
        guard let kind = StationKind(rawValue: String(word)) else {
          throw Failure(
            .refused, "There is no kind of station '\(Label.clean(String(word), limit: 60))'.",
            nextStep:
              "The kinds are: \(StationKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return kind
      })
  }

  /// Whoever names a day as the last one means all of it.
  private func lastDate(_ text: String) throws -> Timestamp {
    let isDay = !text.contains("T")
    return try date(text) + (isDay ? .days(1) : Span.zero)
  }

  private func date(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(iso: text) else {
      throw Failure(
        .refused, "'\(Label.clean(text, limit: 60))' is no date.",
        nextStep: "Write it as 2027-08-31 or 2027-08-31T18:00Z (UTC).")
    }
    return time
  }
}
