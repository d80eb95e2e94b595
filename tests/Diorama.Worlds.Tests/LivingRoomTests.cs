using System.Numerics;
using Diorama.Assets;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests;

/// <summary>The recipe that ships, from YAML to scenes that are ready to be labelled.</summary>
[Trait("Category", "Assets")]
public class LivingRoomTests {
    private static readonly AssetLibrary Library = AssetLibrary.Open();

    private static Recipe LivingRoom() => RecipeFile.Read(RecipeFile.Find("living-room"), ["render.samples=0"]);

    [Fact]
    public void Scenes_HoldWhatARoomMay() => Check(12, 0);

    [Fact, Trait("Category", "Slow")]
    public void TwoHundredScenes_HoldWhatARoomMay() => Check(200, 1000);

    private static void Check(int scenes, long first) {
        var builder = new WorldBuilder(LivingRoom(), Library);
        var wrong = new List<string>();
        var asked = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var placed = new Dictionary<string, int>(StringComparer.Ordinal);
        for (long scene = first; scene < first + scenes; scene++) {
            using World world = builder.Build(scene);
            foreach ((string name, int count) in world.Report.Asked) asked[name] = asked.GetValueOrDefault(name) + count;
            foreach ((string name, int count) in world.Report.Placed) placed[name] = placed.GetValueOrDefault(name) + count;
            wrong.AddRange(Overlaps(world).Concat(Unsupported(world)).Concat(CameraTooClose(world)).Select(w => $"scene {scene}: {w}"));
        }
        // A tenth of what the recipe asks for; two are forgiven where little was asked.
        foreach ((string name, int count) in asked) {
            int have = placed.GetValueOrDefault(name);
            if (Math.Abs(have - count) > Math.Max(2, count / 10)) wrong.Add($"{have} of {count} {name}");
        }
        Assert.True(asked.Count > 15, $"only {asked.Count} classes");
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Overlaps(World world) {
        for (int i = 0; i < world.Objects.Count; i++) {
            for (int k = 0; k < i; k++) {
                PlacedObject a = world.Objects[i], b = world.Objects[k];
                if (Penetration.Exceeds(a.Model, a.WorldFromAsset, b.Model, b.WorldFromAsset, 0.002f))
                    yield return $"{a.Asset.Id} and {b.Asset.Id} overlap";
            }
        }
    }

    private static IEnumerable<string> Unsupported(World world) => world.Objects
        .Where(o => o.Support is SupportKind.Floor or SupportKind.Object
        && !Supports.IsSupported(o, world.Objects.Where(other => other != o), 0.004f, 0))
        .Select(o => $"{o.Asset.Id} stands on nothing");

    /// <summary>By rays from the camera in all directions, which is not how the place was chosen.</summary>
    private static IEnumerable<string> CameraTooClose(World world) {
        Assert.NotNull(world.Prepared);
        Vector3 eye = ScenePose.At(world.Scene, 0).WorldFromNode(world.Cameras[0]).Origin;
        using Tracer tracer = world.Prepared.NewTracer();
        for (int i = 0; i < 1000; i++) {
            float z = 1 - (2 * i + 1) / 1000f, r = MathF.Sqrt(1 - z * z);
            var (sin, cos) = MathF.SinCos(i * 2.3999632f);
            float distance = Distance(tracer, eye, new(r * cos, r * sin, z));
            if (distance < 0.29f) {
                yield return $"a surface is {distance:0.00} m from the camera";
                yield break;
            }
        }
    }

    private static float Distance(Tracer tracer, Vector3 eye, Vector3 direction) {
        ref readonly RayHit hit = ref tracer.Intersect(eye, direction, 0, float.PositiveInfinity, 0);
        return hit.Missed ? float.PositiveInfinity : hit.Ray.Far;
    }

    [Fact]
    public void AnotherDistribution_ChangesNoOtherValue() {
        Dictionary<string, string> Values(params string[] sets) {
            using World world =
                new WorldBuilder(RecipeFile.Read(RecipeFile.Find("living-room"), ["render.samples=0", .. sets]), Library).Build(5);
            return world.Values.ToDictionary(v => v.Key, v => v.Value);
        }
        Dictionary<string, string> before = Values(), after = Values("camera.camera_height=1.2");
        Assert.Equal("1.2", after["camera.camera_height"]);
        Assert.Equal(before.Where(v => v.Key != "camera.camera_height"), after.Where(v => v.Key != "camera.camera_height"));
    }
}
