using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Diorama.Assets;
using Diorama.Assets.Import;
using Diorama.Assets.Index;
using Diorama.Assets.Packs;
using Diorama.Assets.Taxonomy;
using Diorama.Cli.Options;
using Diorama.Core.Quoting;

namespace Diorama.Cli.Commands.Assets;

/// <summary><c>diorama assets</c>: lists, installs, shows and imports the assets that scenes are made of.</summary>
internal static class AssetsCommand {
    private static readonly Option<string?> ClassName = new Option<string?>("--class") {
        Description = "Only this class, or group of classes." }.ReadBy(
            name => TextOption.Known("class", name, OwnClasses.Known() is var known ? known.Names.Concat(known.Groups) : []));
    private static readonly Option<string?> PackName =
        new Option<string?>("--pack") { Description = "Only this pack." }.ReadBy(name => AllPacks.Find(name));
    private static readonly Option<bool> Unmapped = new("--unmapped") { Description = "Only what the taxonomy has no class for." };
    private static readonly Argument<string[]> PackNames = new Argument<string[]>("PACK") {
        Description = "Names of packs; without any, the packs are listed.", Arity = ArgumentArity.ZeroOrMore,
    }.ReadBy(name => AllPacks.Find(name));

    public static Command Create() {
        var list = new Command("list", """
            List assets: id, name, category, size, licence, author.

            Examples:
              diorama assets list --class sofa
              diorama assets list --pack own --json
            """) { ClassName, PackName, Unmapped, CommonOptions.Json, CommonOptions.NoInstall };
        list.SetAction(parsed => List(parsed));
        var install = new Command("install", """
            Fetch and unpack packs into the data folder; needs no root.

            Examples:
              diorama assets install                                 (lists the packs)
              diorama assets install furniture shapes
            """) { PackNames };
        install.SetAction(parsed => Install(parsed.GetValue(PackNames) ?? []));
        return new("assets", """
            List, install, look at and import the things that scenes are made of.

            Examples:
              diorama assets list --class sofa
              diorama assets show sofa-12
              diorama assets import chair.glb --class chair --licence CC0-1.0
            """) { list, install, AssetsShowCommand.Create(), AssetsImportCommand.Create() };
    }

    private static int List(ParseResult parsed) {
        var library = CommonOptions.Library(parsed);
        IEnumerable<Asset> assets = parsed.GetValue(PackName) is { } pack ? library.OfPack(AllPacks.Find(pack)) : library.Assets;
        if (parsed.GetValue(ClassName) is { } name) {
            assets = assets.Where(a => a.Class == name || library.Classes.GroupOf(a.Class) == name);
        }
        if (parsed.GetValue(Unmapped)) assets = assets.Where(a => a.Class == ClassSet.Unmapped);
        Asset[] chosen = [.. assets];
        if (parsed.GetValue(CommonOptions.Json)) {
            Console.WriteLine(JsonSerializer.Serialize(chosen, AssetJson.Options));
            return 0;
        }
        Row("ID", "NAME", "CATEGORY", "W × D × H cm", "LICENCE", "AUTHOR");
        foreach (var a in chosen) {
            Row(a.Id, a.Name, a.Category, string.Create(CultureInfo.InvariantCulture,
                $"{100 * a.Size.X:0} × {100 * a.Size.Y:0} × {100 * a.Size.Z:0}"), a.Licence, a.Author);
        }
        Console.Error.WriteLine($"{chosen.Length} assets");
        return 0;

        static void Row(string id, string name, string category, string size, string licence, string author) =>
            Console.WriteLine(TerminalText.Of($"{id,-22} {name,-28} {category,-18} {size,-18} {licence,-13} {author}"));
    }

    private static int Install(string[] names) {
        Pack[] packs = [.. names.Select(AllPacks.Find)];
        var installer = new PackInstaller(DataFolder.Default, Console.Error.WriteLine);
        foreach (var pack in packs) Console.WriteLine(installer.Install(pack));
        if (packs.Length > 0) return 0;
        foreach (var pack in AllPacks.All) {
            string state = !pack.IsFetched ? "" : installer.IsInstalled(pack) ? "installed"
                : string.Create(CultureInfo.InvariantCulture, $"{pack.DownloadBytes / 1e6:0} MB");
            Console.WriteLine($"{pack.Name,-14} {state,-10} {pack.Licence,-20} {pack.Summary}");
        }
        return 0;
    }
}
