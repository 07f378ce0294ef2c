public import StationModel

/// What a hub answered when it was asked itself; nil for what it does not tell.
public struct HubReport: Sendable, Hashable {
  public var containerID: ContainerID?
  public var hub: HubFacts?

  public init(containerID: ContainerID? = nil, hub: HubFacts? = nil) {
    self.containerID = containerID
    self.hub = hub
  }
}
