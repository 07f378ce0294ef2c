/// A place in a text that is filled when the text is read: `{station}`, or `{Station}` at the start of
/// a sentence.
///
/// No raw values, as in ``Circumstance``.
public enum Slot: Sendable, CaseIterable {
  case station, source, why, sources, count
  case shortage, person, have, missing
  case length, way, date
  case found
  case pack, issuer, held, short
  case plugin, label, key, lacks, doubt, others, number, thing, part
  // Only in phrases.
  case stations, people, kind, name, what, then

  /// As between the braces.
  public var name: String { String(describing: self) }

  public init?(name: some StringProtocol) {
    guard let slot = Self.byName[String(name)] else { return nil }
    self = slot
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// What stands there, for the documentation.
  public var meaning: Term {
    switch self {
    case .station: Term("the station, by number and name", "le poste, par son numéro et son nom")
    case .source:
      Term(
        "the license source by its name, or the license pool of this host",
        "la source de licences par son nom, ou la réserve de licences de cet hôte")
    case .why:
      Term(
        "the reason, in the words of whoever refused",
        "le motif, tel que donné par celui qui refuse (souvent en anglais)")
    case .sources: Term("the message of each of them", "le message de chacune d’elles")
    case .count: Term("how many", "leur nombre")
    case .shortage:
      Term(
        "\"all 5 licenses are in use\", \"there are no licenses\" or "
          + "\"none of the free licenses covers a physical station\"",
        "« les 5 licences sont toutes utilisées », « il n’y a aucune licence » ou "
          + "« aucune des licences libres ne couvre un poste physique »")
    case .person:
      Term(
        "the only person who is signed in there, or who was refused, or \"somebody\"",
        "la seule personne qui y a une session, ou qui a été refusée, ou « quelqu’un »")
    case .have:
      Term(
        "the people without a license: \"ada and ben have\"",
        "les personnes sans licence : « ada et ben n’ont »")
    case .missing:
      Term(
        "how many there should be more: \"3 user licenses are missing\"",
        "combien il en faudrait de plus : « il manque 3 licences utilisateur »")
    case .length: Term("how long: \"3 days\"", "une durée : « 3 jours »")
    case .way: Term("\"forward\" or \"back\"", "« en avant » ou « en arrière »")
    case .date: Term("date and time in UTC", "date et heure, sur l’horloge de qui lit")
    case .found:
      Term(
        "what was found, with the names of the files",
        "ce qui a été trouvé, avec les noms des fichiers (en anglais)")
    case .pack: Term("the pack's id", "l’identifiant du pack")
    case .issuer: Term("who issued it", "qui l’a émis")
    case .held:
      Term("\"12 of its licenses are in use\"", "« 12 de ses licences sont utilisées »")
    case .short: Term("\"5 holders go\"", "« 5 titulaires se retrouvent »")
    case .plugin: Term("the plugin's name", "le nom du plugin")
    case .label: Term("what people would call the hub", "comment on appellerait ce concentrateur")
    case .key: Term("its place", "son emplacement")
    case .lacks:
      Term("what it has not got yet, if anything", "ce qui lui manque encore, le cas échéant")
    case .doubt:
      Term("what nothing decides, if that is so", "ce que rien ne décide, le cas échéant")
    case .others:
      Term("\"It is\" or \"They are\"", "« ce poste est absent » ou « ces postes sont absents »")
    case .number: Term("the station's number", "le numéro du poste")
    case .thing:
      Term(
        "the station, or the hub by name and place",
        "le poste, ou le concentrateur par son nom et son emplacement")
    case .part: Term("the device", "l’appareil")
    case .stations:
      Term("the stations, by number and name", "les postes, par leurs numéros et leurs noms")
    case .people: Term("the people by name", "les personnes par leurs noms")
    case .kind: Term("of which kind", "de quelle sorte")
    case .name: Term("its name", "son nom")
    case .what, .then: Term("a text", "un texte")
    }
  }
}
