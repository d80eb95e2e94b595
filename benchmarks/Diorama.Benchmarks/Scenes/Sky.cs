using System.Numerics;
using Environment = Diorama.Rendering.Scenes.Environment;

namespace Diorama.Benchmarks.Scenes;

/// <summary>The sky of the benchmark scenes, without its sun.</summary>
internal static class Sky {
    public static Environment Blue(float scale) => new() { Scale = new Vector3(3, 4, 6) * scale };
}
