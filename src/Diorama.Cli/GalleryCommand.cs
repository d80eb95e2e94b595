using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Gallery;

namespace Diorama.Cli;

/// <summary><c>diorama gallery</c>: renders the pictures of docs/gallery.md again.</summary>
internal static class GalleryCommand {
    private static readonly Argument<string[]> Names = new("NAME") { Description = "Pictures to make; all by default.",
        Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Output = new("--output",
        "-o") { Description = "Folder for the pictures; the page goes beside it.", DefaultValueFactory = _ => "docs/gallery" };
    private static readonly Option<int?> Samples = NumberOption.Optional("--samples",
        "Paths per pixel; by default what each picture needs.", 1, 1_000_000);
    private static readonly Option<int> Width = NumberOption.Of("--width", "Pixels across.", 480, 16, 8192);
    private static readonly Option<int> Threads = NumberOption.Of("--threads", "Worker threads; 0 uses every processor.", 0, 0,
        RecipeOptions.MostThreads);

    public static Command Create() {
        var command = new Command("gallery", "Render one picture per feature from scenes built in C# (examples/Diorama.Gallery).") { Names,
            Output, Samples, Width, Threads };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string[] names = parsed.GetValue(Names) ?? [];
        string folder = Path.GetFullPath(parsed.GetValue(Output)!);
        int width = parsed.GetValue(Width);
        int? samples = parsed.GetValue(Samples);
        foreach (string name in names) {
            if (Pictures.All.All(p => p.Name != name)) {
                throw new BadInputException(
                    $"There is no picture '{name}'; expected {string.Join(", ", Pictures.All.Select(p => p.Name))}.");
            }
        }
        FileTrouble.MakeFolder(folder);
        foreach (Picture picture in Pictures.All) {
            if (names.Length > 0 && !names.Contains(picture.Name)) continue;
            cancellation.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            string path = Path.Combine(folder, picture.Name + ".jpg");
            ImageFile.WriteJpeg(path, picture.Draw(new() {
                Width = width, Samples = samples ?? picture.Samples, Threads = parsed.GetValue(Threads), Cancellation = cancellation,
            }));
            Console.WriteLine(path);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{picture.Name}: {clock.Elapsed.TotalSeconds:0.0} s"));
        }
        if (Pictures.All.All(p => File.Exists(Path.Combine(folder, p.Name + ".jpg")))) WritePage(folder);
        return 0;
    }

    private static void WritePage(string folder) {
        var page = new StringBuilder(
            "# Gallery\n\nOne picture per feature. `./diorama gallery` renders them all again; each scene is a short piece of C#.\n");
        foreach (Picture p in Pictures.All) {
            page.Append(CultureInfo.InvariantCulture, $"\n![{p.Name}]({Path.GetFileName(folder)}/{p.Name}.jpg)\n\n{p.Sentence} "
                + $"[Scene](../examples/Diorama.Gallery/{p.Source})\n");
        }
        AtomicFile.Write(folder + ".md", path => File.WriteAllText(path, page.ToString()));
    }
}
