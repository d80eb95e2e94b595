using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Diorama.Core;

namespace Diorama.Assets.Animals;

/// <summary>
/// An actor of 0 A.D. (art/actors/*.xml) with one variant chosen from each of its groups: the model, textures, motions and attached actors
/// that together make one animal. Later groups override earlier ones, as in the game.
/// </summary>
public sealed class ActorFile {
    /// <summary>Name of the actor file inside the game.</summary>
    public required string Name { get; init; }
    /// <summary>Path of the model inside the game; null for actors that only attach others.</summary>
    public string? Mesh { get; private set; }
    /// <summary>Paths of textures by their meaning for the shader: "baseTex", "normTex", …</summary>
    public SortedDictionary<string, string> Textures { get; } = new(StringComparer.Ordinal);
    public List<ActorAnimation> Animations { get; } = [];
    public List<ActorProp> Props { get; } = [];
    /// <summary>Name of the shader: "default.xml" and so on.</summary>
    public string Material { get; private set; } = "default.xml";

    /// <param name="files">Files of the game.</param>
    /// <param name="name">Name of the actor file, such as "art/actors/fauna/deer.xml".</param>
    /// <param name="choices">Names of preferred variants; a group that has none of them uses its most frequent variant, the first of
    /// equally frequent ones.</param>
    public static ActorFile Read(GameFiles files, string name, IReadOnlyList<string> choices) {
        var actor = new ActorFile { Name = name };
        var root = Load(files, name, "actor");
        foreach (var group in root.Elements("group")) {
            Variant? chosen = null;
            foreach (var element in group.Elements("variant")) {
                var variant = new Variant(files, element);
                bool better = chosen is null || Rank(variant) > Rank(chosen);
                if (better) chosen = variant;
            }
            if (chosen is null) continue;
            for (int i = chosen.Layers.Count - 1; i >= 0; i--) actor.Apply(files, chosen.Layers[i]);
        }
        if (root.Element("material") is { } material) actor.Material = material.Value.Trim();
        return actor;

        int Rank(Variant variant) => choices.Contains(variant.Name) ? int.MaxValue : variant.Frequency;
    }

    private void Apply(GameFiles files, XElement variant) {
        if (variant.Element("mesh") is { } mesh) Mesh = "art/meshes/" + mesh.Value.Trim();
        foreach (var texture in variant.Elements("textures").Elements("texture")) {
            Textures[Need(texture, "name")] = "art/textures/skins/" + Need(texture, "file");
        }
        var replaced = new HashSet<string>();
        foreach (var animation in variant.Elements("animations").Elements("animation")) {
            string action = Need(animation, "name").ToLowerInvariant();
            if (replaced.Add(action)) Animations.RemoveAll(a => a.Action == action);
            float speed = float.TryParse((string?)animation.Attribute("speed"), CultureInfo.InvariantCulture, out float percent)
                ? percent / 100 : 1;
            string file = "art/animation/" + Need(animation, "file");
            if (Animations.Any(a => a.Action == action && a.File == file)) continue;
            Animations.Add(new(action, file, speed > 0 ? speed : 1));
        }
        replaced.Clear();
        foreach (var prop in variant.Elements("props").Elements("prop")) {
            string point = Need(prop, "attachpoint"), target = Need(prop, "actor");
            if (replaced.Add(point)) Props.RemoveAll(p => p.Point == point);
            // An empty name only removes what an earlier group attached.
            if (target.Length > 0) Props.Add(new(point, "art/actors/" + target));
        }

        string Need(XElement element, string attribute) => (string?)element.Attribute(attribute)
            ?? throw new BadInputException($"{files.Full(Name)}: a '{element.Name}' has no attribute '{attribute}'.");
    }

    private static XElement Load(GameFiles files, string name, string expected) {
        try {
            using var stream = new MemoryStream(files.Read(name));
            var root = XDocument.Load(stream).Root;
            if (root?.Name != expected) throw new BadInputException($"{files.Full(name)} is a '{root?.Name}', expected '{expected}'.");
            return root;
        } catch (XmlException e) {
            throw new BadInputException($"{files.Full(name)} is no XML: {e.Message}", e);
        }
    }

    /// <summary>A variant of a group. It may be stored in its own file, which may name another one as its base.</summary>
    private sealed class Variant {
        /// <summary>Layers of the variant; the one that overrides the others is first.</summary>
        public List<XElement> Layers { get; } = [];
        public string Name { get; }
        public int Frequency { get; }

        public Variant(GameFiles files, XElement element) {
            XElement? layer = element;
            while (layer is not null) {
                Layers.Add(layer);
                string? file = (string?)layer.Attribute("file");
                layer = file is null || Layers.Count > 8 ? null : Load(files, "art/variants/" + file, "variant");
            }
            Name = Attribute("name") ?? "";
            Frequency = int.TryParse(Attribute("frequency"), CultureInfo.InvariantCulture, out int frequency) ? frequency : 0;
        }

        private string? Attribute(string attribute) =>
            Layers.Select(l => (string?)l.Attribute(attribute)).FirstOrDefault(v => v is not null);
    }
}

/// <summary>A motion of an actor.</summary>
/// <param name="Action">Name of the action in lower case: "idle", "walk", "run", "feeding", "death", "attack_melee", …</param>
/// <param name="File">Path of the motion file inside the game.</param>
/// <param name="Speed">Factor of <see cref="PsaFile.FramesPerSecond"/>; for walking and running, the factor at a speed of one game unit per
/// second.</param>
public sealed record ActorAnimation(string Action, string File, float Speed);

/// <summary>Another actor attached to a point of the model.</summary>
public sealed record ActorProp(string Point, string Actor);
