using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Quoting;
using Diorama.Datasets.Formats.Hdf5;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Hypersim;

/// <summary>
/// Writes Hypersim's layout, with the conventions of its README: each file has one array, <c>dataset</c>; <c>depth_meters</c> is the
/// distance along the ray, NaN for the background; cameras and <c>normal_cam</c> have +X right, +Y up, +Z backwards; −1 means no class or
/// object; one asset unit is one metre. Splits are listed in <c>metadata_images_split_scene_v1.csv</c>, and class names, which Hypersim
/// takes from NYU, in <c>classes.csv</c>.
/// </summary>
internal sealed class HypersimWriter : FormatWriter {
    internal const string Key = "dataset", SplitFile = "metadata_images_split_scene_v1.csv", ClassFile = "classes.csv";

    private readonly StreamWriter splits;
    private readonly SortedDictionary<int, (List<float> Orientations, List<float> Positions)> keyframes = [];
    private long scene = -1;

    public HypersimWriter(HypersimFormat format, ExportTarget target) : base(format, target) {
        splits = new(target.At(SplitFile), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        splits.WriteLine("scene_name,camera_name,frame_id,included_in_public_release,exclude_reason,split_partition_name");
        AtomicFile.Write(target.At(ClassFile),
            path => File.WriteAllText(path,
                "id,name\n" + string.Concat(target.Classes.Classes.Select(
                    c => string.Create(CultureInfo.InvariantCulture, $"{c.Id},{CsvText.Of(c.Name)}\n")))));
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord r = image.Record;
        if (r.Scene != scene) {
            FinishScene();
            scene = r.Scene;
        }
        string name = HypersimFormat.Scene(r.Scene), camera = HypersimFormat.Camera(r.Camera.Index), frame = HypersimFormat.Frame(r.Index);
        splits.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name},{camera},{r.Index},True,,{(split.Length > 0 ? split : "train")}"));
        Target.Place(image, FrameImages.PictureName, name, "images", $"scene_{camera}_final_preview", frame + ".color.png");
        Write("geometry", "depth_meters", file => file.Add<float>(Key,
            Array.ConvertAll(image.Read(LabelTable.Distance).Pixels, v => float.IsFinite(v) ? v : float.NaN), r.Height, r.Width));
        foreach ((ImageLabel<uint> label, string key) in ((ImageLabel<uint>, string)[])[(LabelTable.Class, "semantic"),
            (LabelTable.Instance, "semantic_instance")]) {
            if (image.Has(label))
                Write("geometry", key, file => file.Add<int>(Key, Array.ConvertAll(image.Read(label).Pixels, id => id == 0 ? -1 : (int)id),
                    r.Height, r.Width));
        }
        Vectors(LabelTable.Position, "geometry", "position", v => v);
        Vectors(LabelTable.NormalGeometricCamera, "geometry", "normal_cam", PinholeCamera.Flipped);
        Vectors(LabelTable.NormalGeometricWorld, "geometry", "normal_world", v => v);
        Vectors(LabelTable.NormalShadingCamera, "geometry", "normal_bump_cam", PinholeCamera.Flipped);
        Vectors(LabelTable.NormalShadingWorld, "geometry", "normal_bump_world", v => v);
        Vectors(LabelTable.Albedo, "final", "diffuse_reflectance", v => v);
        Vectors(LabelTable.Radiance, "final", "color", v => v);
        if (image.Has(LabelTable.Uv))
            Write("geometry", "tex_coord",
                file => file.Add<float>(Key, MemoryMarshal.Cast<Vector2, float>(image.Read(LabelTable.Uv).Pixels),
                r.Height, r.Width, 2));
        if (!keyframes.TryGetValue(r.Camera.Index, out var frames)) keyframes[r.Camera.Index] = frames = ([], []);
        double[] pose = PinholeCamera.Flipped([.. r.Camera.WorldFromCamera.SelectMany(row => row.Select(v => (double)v))]);
        frames.Orientations.AddRange(PinholeCamera.RotationOf(pose).Select(v => (float)v));
        frames.Positions.AddRange(PinholeCamera.TranslationOf(pose).Select(v => (float)v));

        void Write(string kind, string key, Action<Hdf5Writer> content) =>
            Hdf5Writer.Write(Target.At(name, "images", $"scene_{camera}_{kind}_hdf5", $"{frame}.{key}.hdf5"), content);

        void Vectors(ImageLabel<Vector3> label, string kind, string key, Func<Vector3, Vector3> convert) {
            if (image.Has(label))
                Write(kind, key, file => file.Add<float>(Key,
                    MemoryMarshal.Cast<Vector3, float>(image.Read(label).Pixels.Select(convert).ToArray()), r.Height, r.Width, 3));
        }
    }

    private void FinishScene() {
        if (keyframes.Count == 0) return;
        string name = HypersimFormat.Scene(scene);
        foreach (var (index, (orientations, positions)) in keyframes) {
            int count = positions.Count / 3;
            string At(string file) => Target.At(name, "_detail", HypersimFormat.Camera(index), file);
            Hdf5Writer.Write(At("camera_keyframe_orientations.hdf5"),
                f => f.Add<float>(Key, CollectionsMarshal.AsSpan(orientations), count, 3, 3));
            Hdf5Writer.Write(At("camera_keyframe_positions.hdf5"), f => f.Add<float>(Key, CollectionsMarshal.AsSpan(positions), count, 3));
            Hdf5Writer.Write(At("camera_keyframe_frame_indices.hdf5"), f => f.Add<int>(Key, [.. Enumerable.Range(0, count)], count));
        }
        Text("metadata_cameras.csv", "camera_name\n" + string.Concat(keyframes.Keys.Select(k => HypersimFormat.Camera(k) + "\n")));
        Text("metadata_scene.csv", "parameter_name,parameter_value\nmeters_per_asset_unit,1.0\n");
        keyframes.Clear();

        void Text(string file, string text) => AtomicFile.Write(Target.At(name, "_detail", file), path => File.WriteAllText(path, text));
    }

    public override void Finish() {
        FinishScene();
        splits.Dispose();
    }

    protected override void Close() => splits.Dispose();
}
