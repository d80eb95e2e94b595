using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Surfaces;
using Diorama.Worlds.Tests.Pictures;

namespace Diorama.Worlds.Tests.Surfaces;

public class SurfacePictureTests {
    /// <summary>Each surface as a floor of 2.4 m, seen from a height of 1.5 m under sun and sky.</summary>
    [Fact]
    public void SurfacesOnAFloor() {
        const int Columns = 6;
        var sheet = new Sheet("surfaces", Columns, 192, 144);
        Keyed key = Keyed.Start(5);
        Material[] materials = [
            .. Several(6, i => SurfaceMaterials.Floor(SurfaceKind.Wood, key.With(i))),
            .. Several(5, i => SurfaceMaterials.Floor(SurfaceKind.Tiles, key.With(i))),
            SurfaceMaterials.Wall(SurfaceKind.Tiles, key.With(2)),
            .. Several(3, i => SurfaceMaterials.Wall(SurfaceKind.Tiles, key.With(i + 20))),
            .. Several(3, i => SurfaceMaterials.Floor(SurfaceKind.Carpet, key.With(i))),
            .. Several(2, i => SurfaceMaterials.Wall(SurfaceKind.Paint, key.With(i))),
            .. Several(2, i => SurfaceMaterials.Wall(SurfaceKind.Plaster, key.With(i))),
            .. Several(2, i => SurfaceMaterials.Floor(SurfaceKind.Concrete, key.With(i))),
            .. Several(4, i => SurfaceMaterials.Wall(SurfaceKind.Brick, key.With(i + 3))), SurfaceMaterials.Asphalt(key),
            SurfaceMaterials.Grass(key),
        ];
        Mesh quad = Primitives.Quad(new(2.4f));
        var metres = new Mesh {
            Name = "floor", Positions = quad.Positions, Indices = quad.Indices, Normals = quad.Normals,
            TexCoords = [[.. quad.Positions.Select(p => new Vector2(p.X, -p.Y))]],
        };
        foreach (Material material in Sheet.Wanted ? materials : materials[..2]) {
            var scene = new Scene {
                Environment = new() { SunSky = new SunSky { SunDirection = Vector3.Normalize(new(-1, 0.6f, 0.55f)) } } };
            var node = new Node { Name = "floor" };
            node.Parts.Add(new(metres, material));
            scene.Nodes.Add(node);
            Image<Vector3> image = Sheet.Render(scene, new(0, -1.6f, 1.5f), new(0, -0.05f, 0), 55, 192, 144, Sheet.Wanted ? 32 : 4);
            Assert.All(image.Pixels, p => Assert.True(float.IsFinite(p.X + p.Y + p.Z)));
            sheet.Add(image, 1 / 32f);
        }
        sheet.Write();
    }

    private static IEnumerable<Material> Several(int count, Func<int, Material> create) => Enumerable.Range(0, count).Select(create);
}
