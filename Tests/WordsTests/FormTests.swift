import StationModel
import Testing

@testable import Words

/// One and many, in both languages.
@Suite struct FormTests {
  private static let french = Reader(locale: "fr_FR", secondsFromUTC: { _ in 3600 })

  private func texts(_ phrase: Phrase, _ slot: Slot, _ filling: Filling) -> [String] {
    let saying = Saying(phrase, [slot: filling])
    return [saying.text(for: .plain), saying.text(for: Self.french)]
  }

  @Test(arguments: [
    (0, "0 user licenses are missing", "il manque 0 licence utilisateur"),
    (1, "1 user license is missing", "il manque 1 licence utilisateur"),
    (2, "2 user licenses are missing", "il manque 2 licences utilisateur"),
  ]) func theFrenchCountZeroAsOne(count: Int, english: String, french: String) {
    #expect(texts(.missing, .count, .number(count)) == [english, french])
  }

  @Test func theVerbFollowsWhoIsSpokenOf() {
    let one = PeopleNames(names: ["ada"], more: 0)
    let many = PeopleNames(names: ["ada", "ben", "cy"], more: 1)
    #expect(texts(.have, .people, .people(one)) == ["ada has", "ada n’a"])
    #expect(
      texts(.have, .people, .people(many))
        == ["ada, ben, cy and 1 more have", "ada, ben, cy et 1 autre n’ont"])
    #expect(
      texts(.have, .people, .people(PeopleNames(names: [], more: 0)))
        == ["somebody has", "quelqu’un n’a"])
  }

  @Test func stationsAreNamedUpToFourAndNumberedBeyond() {
    let one = StationNames([StationName(number: 2, name: "Accueil")])
    let two = StationNames([
      StationName(number: 2, name: "Accueil"), StationName(number: 3, name: "Station 3"),
    ])
    let many = StationNames([1, 2, 3, 5, 6, 9].map { StationName(number: $0, name: "x") })
    #expect(one.text(in: .english) == "station 2 (Accueil)")
    #expect(one.text(in: .french) == "poste 2 (Accueil)")
    #expect(two.text(in: .english) == "station 2 (Accueil) and station 3")
    #expect(two.text(in: .french) == "postes 2 (Accueil) et 3")
    #expect(many.text(in: .english) == "stations 1 to 3, 5, 6 and 9")
    #expect(many.text(in: .french) == "postes 1 à 3, 5, 6 et 9")
    #expect(
      texts(.isNotLicensed, .stations, .stations(many)) == [
        "stations 1 to 3, 5, 6 and 9 are not licensed", "postes 1 à 3, 5, 6 et 9 sans licence",
      ])
  }

  @Test func whatIsFilledInIsNotReadForSlotsOrForms() {
    let hostile = Filling.text("{count:a|b} {why} :")
    #expect(texts(.sourceNamed, .name, hostile)[0] == "the license source {count:a|b} {why} :")
    #expect(Template("{nobody} {count:a} {count:a|b|c}").slots.isEmpty)
  }

  @Test func whatBelongsTogetherStaysOnOneLine() {
    #expect(
      "« {label} » : quoi ? 12:30".frenchSpaces == "«\u{A0}{label}\u{A0}»\u{A0}: quoi\u{A0}? 12:30")
  }
}
