import PluginKit
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
    let definition = try XMLText(try template.definition())
    let disks = TemplateDisk.all(in: definition)
    if let left = description.tag?.unfinished {
      try cleanUp(left, disks)
      try assignments.note(nil, in: template)
    }
    if try assignCopy(of: description.uuid, to: station, operation) { return }
    if !disks.isEmpty, try template.isActive() {
      throw PluginError(
        .busy,
        "the template \(description.name) runs, so its disks change; shut it down first",
        retryAfter: 10)
    }
    let name = try freeName(description.name, station.number)
    let copy = CloneRecipe.Copy(
      name: name, uuid: UUIDText().text, station: station, operation: operation)
    let noted = UnfinishedCopy(name: name, uuid: copy.uuid, station: String(station.number))
    var made: [Volume] = []
    if !disks.isEmpty { try assignments.note(noted, in: template) }
    do {
      let images = try disks.map { disk in
        let (volume, image) = try makeImage(disk, of: description.name, noted)
        made.append(volume)
        return image
      }
      let xml = try CloneRecipe.definition(from: definition, copy, disks: images)
      try assignments.add(copy.uuid) { _ = try connection.define(xml) }
    } catch {
      // Nobody else knows of them.
      for volume in made { try? volume.delete() }
      if !disks.isEmpty { try? assignments.note(nil, in: template) }
      throw error
    }
    // The copy is there: what cannot be taken out now is seen to be over.
    if !disks.isEmpty { try? assignments.note(nil, in: template) }
  }

  /// Deletes the disks of a copy that was interrupted, unless it came to be after all.
  private func cleanUp(_ left: UnfinishedCopy, _ disks: [TemplateDisk]) throws {
    do throws(VirtError) {
      _ = try connection.domain(uuid: left.uuid)
      return
    } catch {
      guard error.isNoSuchDomain else { throw error }
    }
    for disk in disks {
      guard let old = try volume(of: disk) else { continue }
      let name = left.volumeName(disk.target)
      for name in [name, name + ".qcow2"] {
        guard let orphan = try old.sibling(named: name) else { continue }
        do {
          try orphan.delete()
        } catch {
          PluginLog.write(
            .warning, "the volume \(name), left by a copy that was interrupted, stays: \(error)")
        }
      }
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

  private func volume(of disk: TemplateDisk) throws(VirtError) -> Volume? {
    switch disk.source {
    case .unsuitable: nil
    case .path(let path): try Volume.at(path: path, of: connection)
    case .volume(let pool, let name): try Volume.named(name, inPool: pool, of: connection)
    }
  }

  private func makeImage(
    _ disk: TemplateDisk, of template: String, _ copy: UnfinishedCopy
  ) throws -> (Volume, ClonedDisk) {
    if case .unsuitable(let why) = disk.source {
      throw PluginError(
        .notSupported, "the disk \(disk.target) of \(template) \(why), so it cannot be copied")
    }
    guard let old = try volume(of: disk) else {
      throw PluginError(
        .notSupported,
        "the disk \(disk.target) of \(template) lies in no storage pool that is active, so it "
          + "cannot be copied; define a pool for its folder (virsh pool-create-as)")
    }
    let recipe = try ImageRecipe(
      volume: try XMLText(try old.xml()), pool: try XMLText(try old.poolXML()),
      path: try old.path(), capacity: try old.capacity(),
      name: copy.volumeName(disk.target))
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
