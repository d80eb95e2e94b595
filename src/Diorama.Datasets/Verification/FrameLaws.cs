using Diorama.Datasets.Verification.Laws;

namespace Diorama.Datasets.Verification;

/// <summary>The laws of our own layout, in the order in which they are asked: those that others rely on come first.</summary>
public static class FrameLaws {
    public static IReadOnlyList<Law> All { get; } = [
        new FilesLaw(), new AddressLaw(), new CameraLaw(), new ValuesLaw(), new MasksLaw(), new ObjectIdsLaw(), new ClassMapLaw(),
        new BackgroundLaw(), new BoxesLaw(),
        new VisibleFractionLaw(), new DepthLaw(), new NormalsLaw(), new PoseLaw(), new OrientedBoxLaw(), new ObjectCoordinatesLaw(),
        new SceneFlowLaw(), new FlowLaw(),
        new OcclusionLaw(), new RoundTripLaw(), new KeypointLaw(), new PictureLaw(),
    ];

    /// <summary>Those that open no image.</summary>
    public static IReadOnlyList<Law> Quick { get; } = [new FilesLaw { PresenceOnly = true }, new AddressLaw(), new CameraLaw()];
}
