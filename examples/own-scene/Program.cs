using System.Globalization;
using System.Numerics;
using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.OwnScene;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Surfaces;

// Makes workshop.glb and poses.json of this folder, which stand for the scene and the poses that you have already:
// dotnet run --project examples/own-scene -- FOLDER
string folder = args.Length > 0 ? args[0] : ".";
const float Top = 0.85f;
var key = Keyed.Start(11);
var scene = new Scene { Name = "workshop" };
var steel = new Material { Name = "steel zinc", BaseColor = new(0.62f, 0.63f, 0.65f), Metallic = 1, Roughness = 0.32f };
var dark = new Material { Name = "steel black", BaseColor = new(0.16f, 0.165f, 0.17f), Metallic = 1, Roughness = 0.38f };
var paint = new Material { Name = "paint grey", BaseColor = SRgb.ToLinear(new Vector3(0.36f, 0.42f, 0.46f)), Roughness = 0.45f };

var concrete = new Material { Name = "concrete", BaseColor = new(0.32f, 0.31f, 0.3f), Roughness = 0.85f };
var plaster = new Material { Name = "plaster", BaseColor = new(0.62f, 0.61f, 0.58f), Roughness = 0.9f };
Add("floor", Parts.Slab(new(-2, -2, -0.1f), new(2, 1.6f, 0)), concrete);
Add("wall back", Parts.Slab(new(-2, 1.6f, 0), new(2, 1.7f, 2.6f)), plaster);
Add("wall left", Parts.Slab(new(-2.1f, -2, 0), new(-2, 1.7f, 2.6f)), plaster);

var bench = new Node { Name = "workbench" };
bench.Parts.Add(new(Parts.Slab(new(-0.7f, 0.85f, Top - 0.04f), new(0.7f, 1.55f, Top)),
    SurfaceMaterials.Floor(SurfaceKind.Wood, key.With("bench"))));
foreach (float x in (float[])[-0.66f, 0.6f]) {
    foreach (float y in (float[])[0.89f, 1.45f])
        bench.Parts.Add(new(Parts.Slab(new(x, y, 0), new(x + 0.06f, y + 0.06f, Top - 0.04f)), paint));
}
bench.Parts.Add(new(Parts.Slab(new(-0.66f, 0.95f, 0.18f), new(0.66f, 1.5f, 0.21f)), paint));
scene.Nodes.Add(bench);
Add("tray", Parts.Tray(0.26f, 0.18f, 0.045f, 0.003f), paint, Affine3.Translation(new(0.36f, 1.3f, Top)));

// The hexagon of a lying bolt rests on a flat of its head: the axis is half of the width across flats above the bench.
Mesh bolt = Parts.HexBolt(diameter: 0.012f, length: 0.06f, acrossFlats: 0.018f, head: 0.0075f);
Affine3 lying = Affine3.Rotation(Vector3.UnitY, MathF.PI / 2) * Affine3.Rotation(Vector3.UnitZ, MathF.PI / 6);
Bolt("bolt.001", At(-0.12f, 1.12f, Top + 0.009f, 0.4f) * lying, steel);
Bolt("bolt.002", At(0.02f, 1.04f, Top + 0.009f, 2.2f) * lying, steel);
Bolt("bolt.003", At(-0.02f, 1.26f, Top + 0.009f, -1.1f) * lying, dark);
Bolt("bolt.004", At(0.13f, 1.15f, Top, 0.3f), steel);

var bracket = new Node { Name = "bracket", Matrix = At(-0.27f, 1.17f, Top, -0.5f), Parts = { new(Parts.Bracket(), dark) } };
bracket.Keypoints.AddRange([new("bend", new(0, 0.03f, 0)), new("foot hole", new(0.045f, 0.03f, 0.006f)),
    new("wall hole", new(0.006f, 0.03f, 0.045f))]);
bracket.Skeleton.AddRange([new("bend", "foot hole"), new("bend", "wall hole")]);
scene.Nodes.Add(bracket);

scene.Nodes.Add(new() {
    Name = "bench lamp", Matrix = Node.PoseLookingAt(new(0.1f, 0.9f, 1.75f), new(0, 1.15f, Top)),
    Light = new() { Name = "bench lamp", Kind = LightKind.Rectangle, Size = new(0.6f, 0.12f), Color = Blackbody.Color(4000),
        Intensity = 26 },
});
GltfWriter.Write(scene, Path.Combine(folder, "workshop.glb"));
File.WriteAllText(Path.Combine(folder, "poses.json"), Poses());

void Add(string name, Mesh mesh, Material material, Affine3? at = null) =>
    scene.Nodes.Add(new() { Name = name, Matrix = at, Parts = { new(mesh, material) } });

// Keypoints as Blender makes them: empties below the object, named keypoint:NAME.
void Bolt(string name, Affine3 pose, Material material) {
    var node = new Node { Name = name, Matrix = pose, Parts = { new(bolt, material) }, Skeleton = { new("head", "tip") } };
    scene.Nodes.Add(node);
    scene.Nodes.Add(new() { Name = "keypoint:head", Parent = node });
    scene.Nodes.Add(new() { Name = "keypoint:tip", Parent = node, Translation = new(0, 0, 0.0675f) });
}

static Affine3 At(float x, float y, float z, float turn) => Affine3.Translation(new(x, y, z)) * Affine3.Rotation(Vector3.UnitZ, turn);

// Twelve views along an arc over the bench, all with one calibrated lens.
static string Poses() {
    var text = new StringBuilder("""
        {
          "axes": "opencv", "pixel_centers": 0.5,
          "K": [692.4, 691.8, 326.3, 236.9], "width": 640, "height": 480,
          "frames": [

        """);
    for (int i = 0; i < 12; i++) {
        float angle = (-150 + 10 * i) * MathF.PI / 180, height = 0.28f + 0.06f * MathF.Sin(i), reach = 0.46f;
        Vector3 middle = new(-0.05f, 1.15f, Top), eye = middle + new Vector3(reach * MathF.Cos(angle), reach * MathF.Sin(angle), height);
        Affine3 pose = Affine3.CameraLookingAt(eye, middle, Vector3.UnitZ);
        text.Append(CultureInfo.InvariantCulture, $"    {{\"world_from_camera\": [{Row(v => v.X)}, {Row(v => v.Y)}, {Row(v => v.Z)}]}}");
        text.Append(i < 11 ? ",\n" : "\n");

        string Row(Func<Vector3, float> part) => string.Create(CultureInfo.InvariantCulture,
            $"[{part(pose.X):0.#######}, {part(pose.Y):0.#######}, {part(pose.Z):0.#######}, {part(pose.Origin):0.#######}]");
    }
    return text.Append("  ]\n}\n").ToString();
}
