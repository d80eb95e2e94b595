using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

// Labels a scene: ids, depth, and for each object boxes and how much of it is hidden. Run with: dotnet run --project examples/LabelAScene

var scene = new Scene { Environment = new() };
scene.Add(Primitives.Quad(new(20)), Material.Plastic(new(0.5f), roughness: 1), className: "floor");
scene.Add(Primitives.Box(new(1, 0.6f, 0.8f)), Material.Plastic(new(0.5f, 0.35f, 0.2f)), at: new(0.2f, 1, 0.4f), className: "crate");
scene.Add(Primitives.Icosphere(0.4f, 5), Material.Plastic(new(0.7f, 0.1f, 0.1f)), at: new(-0.3f, 0, 0.4f), className: "ball");
scene.Add(Primitives.Cylinder(0.2f, 0.9f, 48), Material.Metal(new(0.9f)), at: new(0.9f, 0.2f, 0.45f), className: "bin");
Node camera = scene.AddCamera(eye: new(0.3f, -4, 1.8f), target: new(0.2f, 0.4f, 0.3f), verticalFov: 38);

// Masks of whole objects, also where others stand in front, need the scene prepared for them.
using RenderScene prepared = RenderScene.Prepare(scene, new() { AllowGather = true });
LabelFrame labels = LabelPass.Run(prepared, prepared.CameraAt(camera), new() {
    Labels = LabelTable.Instance | LabelTable.DepthZ | LabelTable.Boxes | LabelTable.AmodalMasks,
});
ImageFile.WritePng("picture.png", PathTracer.Render(prepared, prepared.CameraAt(camera), new() { Samples = 64 }).Radiance);
ImageFile.WritePng("instances.png", LabelPicture.Ids(labels.Instance!));
ImageFile.WritePng("depth.png", LabelPicture.Depth(labels.DepthZ!));
Npy.Write("depth.npy", labels.DepthZ!);
foreach (ObjectLabel o in labels.Objects)
    Console.WriteLine($"{o.Id} {scene.Classes[o.ClassId - 1]}: {o.VisiblePixels} pixels in {o.VisibleBox}, {o.VisibleFraction:P0} visible");
