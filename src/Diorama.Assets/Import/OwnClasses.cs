using System.Text.Json;
using Diorama.Assets.Packs;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Core.Json;
using Diorama.Core.Names;

namespace Diorama.Assets.Import;

/// <summary>
/// Classes that users declared with their imported assets, in classes.json of the pack of own assets. An id is never given to another
/// class.
/// </summary>
public static class OwnClasses {
    /// <summary>First id of declared classes that state none.</summary>
    public const int FirstFreeId = 5001;

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) {
        WriteIndented = true, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false,
    };

    /// <summary>Returns the taxonomy with the declared classes.</summary>
    /// <param name="dataFolder">Data folder; null is <see cref="DataFolder.Default"/>.</param>
    /// <exception cref="BadInputException">The file is damaged.</exception>
    public static ClassSet Known(string? dataFolder = null) => ClassSet.Taxonomy.With(Read(FileOf(dataFolder)));

    /// <summary>
    /// Returns the class of a name that a user gives: a known one, or a new one, unless the name is one or two letters from a known name.
    /// </summary>
    /// <exception cref="BadInputException">The name is probably misspelled; the message offers the known name.</exception>
    public static AssetClass FindOrDeclare(string name, ClassSet known) {
        if (known.Exists(name)) return known.Find(name);
        if (name.Trim().Length == 0) throw new BadInputException("The class has no name, expected one such as chair");
        if (DisplayName.Problem(name) is { } problem) throw new BadInputException($"The class: {problem}");
        if (NearestNames.Misspelled(name, known.Names.Concat(known.Groups)) is { } meant) {
            throw new BadInputException($"There is no class '{DisplayName.Visible(name)}', expected {meant}; if it is a class of its own, "
                + "declare it under 'classes' of a manifest");
        }
        return Numbered(new(0, name, "other"), known);
    }

    /// <summary>Returns a declared class with an id: its own, that of the known class of its name, or the first free one.</summary>
    internal static AssetClass Numbered(AssetClass declared, ClassSet known) {
        if (declared.Id == 0) {
            int id = FirstFreeId;
            if (known.Exists(declared.Name)) id = known.Find(declared.Name).Id;
            else while (known.All.Any(c => c.Id == id)) id++;
            return declared with { Id = id };
        }
        if (known.All.FirstOrDefault(c => c.Id == declared.Id && c.Name != declared.Name) is { } other)
            throw new BadInputException($"The class '{declared.Name}' has the id {declared.Id} of '{other.Name}', expected one of its own");
        return declared;
    }

    /// <summary>Writes the classes of a set that are not those of the taxonomy.</summary>
    internal static void Write(ClassSet known, string? dataFolder) {
        AssetClass[] own = [.. known.All.Where(c => !ClassSet.Taxonomy.All.Contains(c)).OrderBy(c => c.Id)];
        string path = FileOf(dataFolder);
        if (own.Length == 0 && !File.Exists(path)) return;
        AtomicFile.WriteStream(path, stream => JsonSerializer.Serialize(stream, own, options));
    }

    private static string FileOf(string? dataFolder) =>
        Path.Combine(dataFolder ?? DataFolder.Default, "packs", OwnPack.Pack.Name, "classes.json");

    private static AssetClass[] Read(string path) {
        if (!File.Exists(path)) return [];
        AssetClass[] classes = JsonRecord.Read<AssetClass[]>(path, options);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<int>();
        foreach (AssetClass? c in classes) {
            if (c is not { Id: >= 1 and <= AssetClass.MaxId, Name.Length: > 0, Group: not null } || !DisplayName.IsValid(c.Name)
                || !DisplayName.IsValid(c.Group) || c.Color is { Count: not 3 } || !names.Add(c.Name) || !ids.Add(c.Id)) {
                throw new BadInputException($"{path} is damaged: a class has no name or id of its own.");
            }
        }
        return classes;
    }
}
