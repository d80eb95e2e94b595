using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Images;

namespace Diorama.Assets;

/// <summary>The panoramas of the pack "environments", each read once. Thread-safe.</summary>
public sealed class Panoramas {
    private readonly Func<string> folder;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Image<Vector3>> read = [];

    internal Panoramas(Func<string> folder) => this.folder = folder;

    /// <summary>Names for <see cref="Load"/>; available without the pack.</summary>
    public static IReadOnlyList<string> Names { get; } = ["city", "courtyard", "forest", "interior", "night", "studio", "sunrise",
        "sunset"];

    /// <summary>Describes a panorama as an asset without a model, for attribution.</summary>
    public static Asset Describe(string name) => new() {
        Id = "panorama-" + name, Name = $"Panorama \"{name}\"", Class = "panorama", Pack = AllPacks.Environments.Name, Size = Vector3.Zero,
        Licence = AllPacks.Environments.Licence, Author = "Greg Zaal (Poly Haven, hdrihaven.com)", Model = "",
    };

    /// <summary>Loads an equirectangular map for <see cref="Rendering.Scenes.Environment.Map"/>; installs the pack if necessary.</summary>
    /// <exception cref="BadInputException">There is no such panorama; the message offers similar names.</exception>
    public Image<Vector3> Load(string name) {
        if (!Names.Contains(name)) throw NearestNames.Unknown("panorama", name, Names);
        lock (gate) {
            if (!read.TryGetValue(name, out var map))
                read.Add(name, map = ImageFile.ReadEnvironment(Path.Combine(folder(), name + ".exr")));
            return map;
        }
    }
}
