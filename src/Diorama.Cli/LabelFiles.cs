using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Cli;

/// <summary>
/// One file per label: <c>.npy</c> for all, <c>.exr</c> for what is measured in floats, <c>.png</c> with the exact numbers for ids,
/// and <c>preview/</c> with pictures for people.
/// </summary>
internal static class LabelFiles {
    public static void Write(string folder, LabelFrame f, ExrLayers? layers) {
        string preview = Path.Combine(folder, "preview");
        Directory.CreateDirectory(preview);
        Ids("instance", f.Instance);
        Ids("part", f.Part);
        Ids("material", f.Material);
        Ids("class", f.Class);
        Scalar("depth_z", f.DepthZ, LabelPicture.Depth);
        Scalar("distance", f.Distance, LabelPicture.Depth);
        Scalar("roughness", f.Roughness, i => LabelPicture.Scalar(i));
        Scalar("metallic", f.Metallic, i => LabelPicture.Scalar(i));
        Vector("position", f.Position, null, "XYZ");
        Vector("normal_geometric_world", f.NormalGeometricWorld, LabelPicture.Directions, "XYZ");
        Vector("normal_geometric_camera", f.NormalGeometricCamera, LabelPicture.Directions, "XYZ");
        Vector("normal_shading_world", f.NormalShadingWorld, LabelPicture.Directions, "XYZ");
        Vector("normal_shading_camera", f.NormalShadingCamera, LabelPicture.Directions, "XYZ");
        Vector("albedo", f.Albedo, i => ImageFile.Encode(i), "RGB");
        Vector("emission", f.Emission, i => ImageFile.Encode(i), "RGB");
        Vector("object_coordinates", f.ObjectCoordinates, LabelPicture.Unit, "XYZ");
        Vector("scene_flow_forward", f.SceneFlowForward, null, "XYZ");
        Vector("scene_flow_backward", f.SceneFlowBackward, null, "XYZ");
        Pair("uv", f.Uv, null, "UV");
        Pair("flow_forward", f.FlowForward, i => LabelPicture.Flow(i), "XY");
        Pair("flow_backward", f.FlowBackward, i => LabelPicture.Flow(i), "XY");
        Flags("occlusion_forward", f.OcclusionForward);
        Flags("occlusion_backward", f.OcclusionBackward);

        void Ids(string name, Image<uint>? image) {
            if (image is null) return;
            Npy.Write(At(name, ".npy"), image);
            ImageFile.WritePng(At(name, ".png"), new Image<ushort>(image.Width, image.Height, Array.ConvertAll(image.Pixels, id => checked((ushort)id))));
            ImageFile.WritePng(Path.Combine(preview, name + ".png"), LabelPicture.Ids(image));
            layers?.Add(name, image);
        }

        void Scalar(string name, Image<float>? image, Func<Image<float>, Image<Rgb8>> picture) {
            if (image is null) return;
            Npy.Write(At(name, ".npy"), image);
            ImageFile.WriteExr(At(name, ".exr"), image, withZ: name == "depth_z");
            ImageFile.WritePng(Path.Combine(preview, name + ".png"), picture(image));
            layers?.Add(name, image);
        }

        void Vector(string name, Image<Vector3>? image, Func<Image<Vector3>, Image<Rgb8>>? picture, string letters) {
            if (image is null) return;
            Npy.Write(At(name, ".npy"), image);
            ImageFile.WriteExr(At(name, ".exr"), image, PixelType.Float);
            if (picture is not null) ImageFile.WritePng(Path.Combine(preview, name + ".png"), picture(image));
            layers?.Add(name, image, letters);
        }

        void Pair(string name, Image<Vector2>? image, Func<Image<Vector2>, Image<Rgb8>>? picture, string letters) {
            if (image is null) return;
            Npy.Write(At(name, ".npy"), image);
            ImageFile.WriteExr(At(name, ".exr"), image);
            if (name.StartsWith("flow", StringComparison.Ordinal)) FlowFile.Write(At(name, ".flo"), image);
            if (picture is not null) ImageFile.WritePng(Path.Combine(preview, name + ".png"), picture(image));
            layers?.Add(name, image, letters);
        }

        void Flags(string name, Image<byte>? image) {
            if (image is null) return;
            Npy.Write(At(name, ".npy"), image);
            ImageFile.WritePng(At(name, ".png"), image);
            layers?.Add(name, new Image<uint>(image.Width, image.Height, Array.ConvertAll(image.Pixels, v => (uint)v)));
        }

        string At(string name, string extension) => Path.Combine(folder, name + extension);
    }
}
