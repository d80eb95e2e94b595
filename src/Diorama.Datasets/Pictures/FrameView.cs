using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Pictures;

/// <summary>Data of an image for drawing it, from memory or from a dataset's files. Data that was not made is null.</summary>
public sealed class FrameView {
    public required FrameRecord Record { get; init; }
    public Image<Rgb8>? Picture { get; init; }
    /// <summary>Object ids, painted from the masks, so available whatever labels were requested.</summary>
    public required Image<uint> Instance { get; init; }
    public Image<float>? Depth { get; init; }
    /// <summary>
    /// Normals in camera space with Y up and Z towards the viewer, which gives the usual colours; otherwise in world space.
    /// </summary>
    public Image<Vector3>? Normal { get; init; }
    public Image<Vector3>? Albedo { get; init; }

    public static FrameView Of(RenderedFrame frame, FrameRecord record) => new() {
        Record = record, Picture = frame.Picture, Instance = ObjectMap.Paint(record, o => (uint)o.Id),
            Depth = frame.Camera.Camera.Lens.SeesBehind ? frame.Labels.Distance ?? frame.Labels.DepthZ
            : frame.Labels.DepthZ ?? frame.Labels.Distance,
        Normal = ToViewer(frame.Labels.NormalShadingCamera ?? frame.Labels.NormalGeometricCamera) ?? frame.Labels.NormalShadingWorld
            ?? frame.Labels.NormalGeometricWorld,
        Albedo = frame.Labels.Albedo,
    };

    public static FrameView Read(DatasetFolder folder, FrameRecord record) {
        string? File(params string[] names) =>
            names.Where(record.Files.ContainsKey).Select(n => folder.Full(record.Files[n])).FirstOrDefault();
        return new() {
            Record = record, Instance = ObjectMap.Paint(record, o => (uint)o.Id),
            Picture = File("image") is { } picture ? ImageFile.Encode(ImageFile.ReadVector3(picture)) : null,
            Depth = File("depth_z", "distance") is { } depth ? ImageFile.ReadScalar(depth) : null,
            Normal = File("normal_shading_camera", "normal_geometric_camera") is { } camera ? ToViewer(ImageFile.ReadVector3(camera))
                : File("normal_shading_world", "normal_geometric_world") is { } world ? ImageFile.ReadVector3(world) : null,
            Albedo = File("albedo") is { } albedo ? ImageFile.ReadVector3(albedo) : null,
        };
    }

    /// <summary>
    /// Returns the picture; for labels alone, the base colour shaded by the angle to the viewer, or grey without base colour.
    /// </summary>
    public Image<Rgb8> Base() {
        if (Picture is not null) return Picture;
        var result = new Image<Rgb8>(Instance.Width, Instance.Height);
        for (int i = 0; i < result.Pixels.Length; i++) {
            Vector3 color = Albedo?.Pixels[i] ?? new Vector3(0.4f);
            float facing = Normal is null ? 1 : 0.35f + 0.65f * MathF.Abs(Normal.Pixels[i].Z);
            color *= facing;
            result.Pixels[i] = new(SRgb.ToByte(color.X), SRgb.ToByte(color.Y), SRgb.ToByte(color.Z));
        }
        return result;
    }

    private static Image<Vector3>? ToViewer(Image<Vector3>? camera) =>
        camera is null ? null : new(camera.Width, camera.Height, Array.ConvertAll(camera.Pixels, n => new Vector3(n.X, -n.Y, -n.Z)));
}
