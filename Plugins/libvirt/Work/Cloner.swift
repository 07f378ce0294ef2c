import PluginProtocol

/// Makes a desktop from a template. Blocks.
struct Cloner {
  let connection: Connection
  let settings: Settings
  let assignments: Assignments

  /// Makes it, unless there is one of this template for this station already: that is assigned again.
  func clone(
    _ template: Domain, _ description: DomainDescription, for station: AssignedStation,
    operation: String
  ) throws {
    if try assignCopy(of: description.uuid, to: station, operation) { return }
    let definition = try XMLText(try template.definition())
    let disks = TemplateDisk.all(in: definition)
    if !disks.isEmpty, try template.isActive() {
      throw PluginError(
        .busy,
        "the template \(description.name) runs, so its disks change; shut it down first",
        retryAfter: 10)
    }
    let name = try freeName(description.name, station.number)
    let copy = CloneRecipe.Copy(
      name: name, uuid: UUIDText().text, station: station, operation: operation)
    var made: [Volume] = []
    do {
      let images = try disks.map { disk in
        let (volume, image) = try makeImage(disk, of: description.name, copy)
        made.append(volume)
        return image
      }
      let xml = try CloneRecipe.definition(from: definition, copy, disks: images)
      try assignments.add(copy.uuid) { _ = try connection.define(xml) }
    } catch {
      // Nobody else knows of them.
      for volume in made { try? volume.delete() }
      throw error
    }
  }

  /// Looks for the copy that this operation made before, or that was made for the station before and
  /// is nobody's now. True if the station has it.
  private func assignCopy(
    of template: String, to station: AssignedStation, _ operation: String
  ) throws -> Bool {
    for domain in try connection.domains() {
      // One that is just being removed, or cannot be read, is no copy of ours.
      guard let xml = try? domain.xml(), let other = try? DomainDescription(xml: xml),
        let tag = other.tag, tag.origin == template, !tag.isTemplate
      else { continue }
      if tag.operation == operation {
        // Done, also where it was given to somebody else since.
        _ = try assignments.claim(domain, for: station)
        return true
      }
      guard tag.station == station.key || tag.madeFor == station.key && tag.station == nil
      else { continue }
      if try assignments.claim(domain, for: station) { return true }
    }
    return false
  }

  private func freeName(_ template: String, _ station: Int) throws -> String {
    for name in CloneRecipe.names(template: template, station: station)
    where try !connection.hasDomain(named: name) {
      return name
    }
    throw PluginError(.noRoom, "there are a hundred desktops of this template for this station")
  }

  private func makeImage(
    _ disk: TemplateDisk, of template: String, _ copy: CloneRecipe.Copy
  ) throws -> (Volume, ClonedDisk) {
    let found: Volume?
    switch disk.source {
    case .unsuitable(let why):
      throw PluginError(
        .notSupported, "the disk \(disk.target) of \(template) \(why), so it cannot be copied")
    case .path(let path): found = try Volume.at(path: path, of: connection)
    case .volume(let pool, let name):
      found = try Volume.named(name, inPool: pool, of: connection)
    }
    guard let old = found else {
      throw PluginError(
        .notSupported,
        "the disk \(disk.target) of \(template) lies in no storage pool that is active, so it "
          + "cannot be copied; define a pool for its folder (virsh pool-create-as)")
    }
    // Unique, so that what an interrupted copy left behind is in nobody's way.
    let name = copy.name + "-" + disk.target + "-" + copy.uuid.prefix(8)
    let recipe = try ImageRecipe(
      volume: try XMLText(try old.xml()), pool: try XMLText(try old.poolXML()),
      path: try old.path(), capacity: try old.capacity(), name: name)
    let new = try old.makeSibling(recipe.xml, isCopy: recipe.isCopy)
    let image: ClonedDisk.Image
    if case .volume = disk.source {
      image = .volume(name: try new.name())
    } else {
      image = .path(try new.path())
    }
    return (new, ClonedDisk(target: disk.target, image: image, format: recipe.format))
  }
}
