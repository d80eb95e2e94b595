using Diorama.Datasets.Verification.Checks;

namespace Diorama.Datasets.Verification;

/// <summary>The checks of Diorama's own layout in their order: checks that others rely on come first.</summary>
public static class FrameChecks {
    public static IReadOnlyList<ConsistencyCheck> All { get; } = [
        new FilesCheck(), new AddressCheck(), new CameraCheck(), new ValuesCheck(), new MasksCheck(), new ObjectIdsCheck(),
            new ClassMapCheck(),
        new BackgroundCheck(), new BoxesCheck(),
        new VisibleFractionCheck(), new DepthCheck(), new NormalsCheck(), new PoseCheck(), new OrientedBoxCheck(),
            new ObjectCoordinatesCheck(),
        new SceneFlowCheck(), new FlowCheck(),
        new OcclusionCheck(), new RoundTripCheck(), new KeypointCheck(), new PictureCheck(),
    ];

    /// <summary>Checks that open no image.</summary>
    public static IReadOnlyList<ConsistencyCheck> Quick { get; } =
        [new FilesCheck { PresenceOnly = true }, new AddressCheck(), new CameraCheck()];
}
