using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Verification;

/// <summary>
/// Two cameras, three frames in which a cube slides and turns and the cameras rise, keypoints, all labels: rendered once, copied to be
/// damaged.
/// </summary>
public sealed class SmallDataset : IDisposable {
    private readonly TemporaryFolder folder = new();

    public string Root => folder["sound"];

    public SmallDataset() =>
        new DatasetRun(Boxes.Options(Root, frames: 3, samples: 2, framesPerScene: 3, labels: LabelSet.All), Build).Run();

    public static World Build(long scene) {
        World world = Boxes.Build(scene, 3, stereo: true);
        Node cube = world.Objects[0].Node!;
        Quaternion turned = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.3f);
        world.Scene.Animations[0].Channels.Add(new() {
            Node = cube, Target = AnimationTarget.Rotation, Interpolation = Interpolation.Linear, Times = [0, 3 / 24f],
            Values = [0, 0, 0, 1, turned.X, turned.Y, turned.Z, turned.W],
        });
        // On a wall of 10 cm, seen from −Y, at the height of the cameras.
        Node wall = world.Scene.Nodes.First(n => n.Name == "wall");
        wall.Keypoints.Add(new("front", new(0, -0.5f, -0.133f)));
        wall.Keypoints.Add(new("back", new(0, 0.5f, -0.133f)));
        return world;
    }

    /// <summary>A copy in a folder of its own, which the caller may damage.</summary>
    internal Copy NewCopy() => new(Root);

    public void Dispose() => folder.Dispose();

    internal sealed class Copy : IDisposable {
        private const string Part = "parts/part-000000/";
        private readonly TemporaryFolder folder = new();

        public DatasetFolder Set { get; }

        public Copy(string from) {
            Set = new(folder["copy"]);
            foreach ((string file, byte[] bytes) in TemporaryFolder.Files(from)) {
                Directory.CreateDirectory(Path.GetDirectoryName(Set.Full(file))!);
                File.WriteAllBytes(Set.Full(file), bytes);
            }
        }

        public void Dispose() => folder.Dispose();

        /// <summary>Where a file of the only part is.</summary>
        public string Full(string path) => Set.Full(Part + path);

        /// <summary>Changes an image of the dataset in place.</summary>
        public void Edit<T>(string path, Action<Image<T>> change) where T : unmanaged {
            string label = path.Split('/') is ["labels", var name, ..] ? name : FrameImages.PictureName;
            var image = (Image<T>)LabelDecoding.Read(new(Set, Set.ReadFrames().First(r => r.Files[label] == Part + path)), label);
            change(image);
            if (image is Image<Rgb8> picture) ImageFile.WritePng(Full(path), picture);
            else LabelFiles.Write(Full(path), LabelTable.FindImage(label)!, image);
        }

        /// <summary>Changes one line of frames.jsonl, counted from 0.</summary>
        public void EditRecord(int line, Action<JsonNode> change) {
            string[] lines = File.ReadAllLines(Set.FramesFile);
            JsonNode record = JsonNode.Parse(lines[line])!;
            change(record);
            lines[line] = record.ToJsonString(DatasetJson.Line);
            File.WriteAllText(Set.FramesFile, string.Join('\n', lines) + "\n");
        }

        /// <summary>
        /// Takes the files of a label away from a record, and the label from the dataset, so that other checks than its own must find a
        /// damage.
        /// </summary>
        public void Drop(int line, string label) {
            EditRecord(line, r => r["files"]!.AsObject().Remove(label));
            (Set.ReadInfo() is var info ? info with { Labels = [.. info.Labels.Where(l => l != label)] } : info).Write(Set.InfoFile);
        }

        public void Cut(string path) {
            byte[] bytes = File.ReadAllBytes(Full(path));
            File.WriteAllBytes(Full(path), bytes[..(bytes.Length / 2)]);
        }

        public VerificationReport Verify() => OwnVerifier.Verify(Set.Root, new() { Threads = 2 });
    }
}
