using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Assets.Packs;
using Diorama.Cli.Options;
using Diorama.Learning.Rendered;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama cache</c>: the rendered samples that trainings keep in the data folder.</summary>
internal static class CacheCommand {
    private static readonly Argument<string?> Name = new("NAME") {
        Description = "Name or address of the sets to remove; all by default.", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() {
        var list = new Command("list", """
            List the rendered samples that trainings keep, the set that was used last first.

            Examples:
              diorama cache list
              diorama cache list --json
            """) { CommonOptions.Json };
        list.SetAction(parsed => List(parsed.GetValue(CommonOptions.Json)));
        var clear = new Command("clear", """
            Remove rendered samples that no process uses. Trainings make them again when they need them.

            Examples:
              diorama cache clear
              diorama cache clear balls
            """) { Name };
        clear.SetAction(parsed => Clear(parsed.GetValue(Name)));
        return new Command("cache", "List and remove the rendered samples that trainings keep.") { list, clear };
    }

    private static string Folder => RenderedCache.FolderIn(DataFolder.Default);

    private static int List(bool json) {
        IReadOnlyList<CachedSet> sets = RenderedCache.List(Folder);
        if (json) {
            Console.WriteLine(new JsonArray([.. sets.Select(s => new JsonObject {
                ["name"] = s.Name, ["address"] = s.Address, ["files"] = s.Shards, ["bytes"] = s.Bytes,
                ["used"] = s.Used.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            })]).ToJsonString());
            return 0;
        }
        foreach (CachedSet s in sets) {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{s.Name,-24} {s.Address}  {s.Shards,6} files  {s.Bytes / 1e6,9:0.0} MB  used {s.Used:yyyy-MM-dd}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sets.Sum(s => s.Bytes) / 1e9:0.00} of {RenderedCache.DefaultLimit / 1e9:0.##} GB in {Folder}"));
        return 0;
    }

    private static int Clear(string? name) {
        IReadOnlyList<CachedSet> known = RenderedCache.List(Folder), removed = RenderedCache.Clear(Folder, name);
        CachedSet[] kept = [.. known.Where(s => (name is null || s.Name == name || s.Address == name)
            && removed.All(r => r.Path != s.Path))];
        foreach (CachedSet s in kept) Console.Error.WriteLine($"{s.Name} {s.Address} is in use and was kept.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{removed.Count} {(removed.Count == 1 ? "set" : "sets")}, {removed.Sum(s => s.Bytes) / 1e6:0.0} MB"));
        return 0;
    }
}
