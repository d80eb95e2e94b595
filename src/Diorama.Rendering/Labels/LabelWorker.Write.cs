using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>Writes the labels of surfaces to pixels, one group of labels at a time.</summary>
internal sealed unsafe partial class LabelWorker {
    private void WriteGeometry(in SurfaceHit s, int at, in CameraRay ray, out SurfacePoint point) {
        Unsafe.SkipInit(out point);
        point.Kind = SurfacePoint.Target.Surface;
        (point.Record, point.Primitive, point.U, point.V) = (s.Record, s.Primitive, s.U, s.V);
        (point.Position, point.Direction, point.Spread, point.Width) = (s.Position, ray.Direction, ray.Spread, ray.Width);

        Affine3 world = camera.WorldFromCameraAt(ray.Time);
        if (frame.DepthZ is { } depth) depth.Pixels[at] = Vector3.Dot(world.Z, s.Position - world.Origin);
        if (frame.Distance is { } distance) distance.Pixels[at] = Vector3.Distance(s.Position, ray.Origin);
        if (frame.Position is { } position) position.Pixels[at] = s.Position;
        Vector3 normal = s.FrontFace ? s.GeometricNormal : -s.GeometricNormal;
        if (frame.NormalGeometricWorld is { } geometric) geometric.Pixels[at] = normal;
        if (frame.NormalGeometricCamera is { } geometricCamera) geometricCamera.Pixels[at] = world.NormalByInverse(normal);
        if (anyShading) {
            normal = scene.Materials.ShadingNormal(s, -ray.Direction, ray.Width + ray.Spread * s.Distance);
            if (frame.NormalShadingWorld is { } shading) shading.Pixels[at] = normal;
            if (frame.NormalShadingCamera is { } shadingCamera) shadingCamera.Pixels[at] = world.NormalByInverse(normal);
        }
        ref readonly InstanceRecord record = ref scene.Records.Pointer[s.Record];
        if (frame.Uv is { } uv) uv.Pixels[at] = record.Uv0 != null || record.Kind != ShapeKind.Triangles ? s.Uv0 : Vector2.Zero;
        if (frame.ObjectCoordinates is { } coordinates) {
            // A moving part is evaluated at the frame time, to which the object's frame belongs.
            Vector3 rest = record.Steps > 1 && record.Kind == ShapeKind.Triangles ? record.PointAt(s.Primitive, s.U, s.V) : s.Position;
            coordinates.Pixels[at] = objectFrames.Normalised(record.InstanceId, rest);
        }
    }

    private void WriteIdentity(in SurfaceHit s, int at, int xInTile, int yInTile) {
        ref readonly InstanceRecord record = ref scene.Records.Pointer[s.Record];
        if (frame.Instance is { } instance) instance.Pixels[at] = (uint)record.InstanceId;
        if (frame.Part is { } part) part.Pixels[at] = (uint)record.PartId;
        if (frame.Material is { } material) material.Pixels[at] = (uint)record.Material + 1;
        if (frame.Class is { } label) label.Pixels[at] = (uint)record.ClassId;
        if (VisibleMasks is not { } masks) return;
        masks.Set(record.InstanceId, xInTile, yInTile);
        // A visible pixel is part of the amodal mask as well, even if the two rays were rounded differently.
        AmodalMasks?.Set(record.InstanceId, xInTile, yInTile);
    }

    private void WriteAppearance(in SurfaceHit s, int at, in CameraRay ray) {
        if (frame.Albedo is { } albedo) albedo.Pixels[at] = scene.Materials.Albedo(s, -ray.Direction, ray.Width + ray.Spread * s.Distance);
        if (!moreThanAlbedo) return;
        scene.Materials.Evaluate(s, -ray.Direction, ray.Width + ray.Spread * s.Distance, out Appearance a, out _, out _);
        if (frame.Roughness is { } roughness) roughness.Pixels[at] = a.Roughness;
        if (frame.Metallic is { } metallic) metallic.Pixels[at] = a.Metallic;
        if (frame.Emission is { } emission) emission.Pixels[at] = a.Emission;
    }

    /// <summary>Writes a pixel without a surface: the background values in all images, and for flow the direction of the sky.</summary>
    private void Background(int at, bool hasRay, in CameraRay ray, out SurfacePoint point) {
        frame.Clear(at);
        point = default;
        point.Kind = hasRay ? SurfacePoint.Target.Sky : SurfacePoint.Target.None;
        if (hasRay) (point.Direction, point.Spread, point.Width) = (ray.Direction, ray.Spread, ray.Width);
    }
}
