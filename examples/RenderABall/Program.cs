using Diorama.Core.Images;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

// Path-traces three balls on a floor under a lamp. Run with: dotnet run --project examples/RenderABall
// World +Z is up and lengths are metres; colours are linear.

var scene = new Scene { Environment = new() { Scale = new(0.25f, 0.3f, 0.4f) } };
scene.Add(Primitives.Quad(new(40)), Material.Plastic(new(0.45f), roughness: 1));
Mesh ball = Primitives.Icosphere(radius: 0.5f, subdivisions: 6);
scene.Add(ball, Material.Plastic(new(0.6f, 0.03f, 0.02f), roughness: 0.15f), at: new(0, 0, 0.5f));
scene.Add(ball, Material.Metal(new(1, 0.78f, 0.34f)), at: new(-1.1f, 0.3f, 0.5f));
scene.Add(ball, Material.Glass(), at: new(1.1f, -0.1f, 0.5f));
var lamp = new Light { Kind = LightKind.Disc, Size = new(1.5f), Intensity = 12 };
scene.Add(lamp, from: new(-2.5f, -2, 3.5f), to: new(0, 0, 0.5f));
Node camera = scene.AddCamera(eye: new(0, -4.5f, 1.6f), target: new(0, 0, 0.45f), verticalFov: 32);

using RenderScene prepared = RenderScene.Prepare(scene);
RenderedImage image = PathTracer.Render(prepared, prepared.CameraAt(camera), new() { Samples = 64 });
ImageFile.WritePng("ball.png", image.Radiance);
Console.WriteLine("ball.png");
