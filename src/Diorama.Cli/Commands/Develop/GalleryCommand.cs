using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Diorama.Cli.Options;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Gallery;

namespace Diorama.Cli.Commands.Develop;

/// <summary><c>diorama gallery</c>: renders the pictures of docs/gallery.md again.</summary>
internal static class GalleryCommand {
    private static readonly Argument<string[]> Names = new Argument<string[]>("NAME") {
        Description = "Pictures to make; all by default.", Arity = ArgumentArity.ZeroOrMore,
    }.ReadBy(name => TextOption.Known("picture", name, Pictures.All.Select(p => p.Name)));
    private static readonly Option<string> Output = OutputOption.WithDefault(
        "Folder for the pictures; the page goes beside it.", "docs/gallery");
    private static readonly Option<int?> Samples = NumberOption.Optional("--samples",
        "Paths per pixel; by default what each picture needs.", 1, 1_000_000);
    private static readonly Option<int> Width = NumberOption.Of("--width", "Pixels across.", 480, 16, 8192);

    public static Command Create() {
        var command = new Command("gallery", """
            Render the pictures of docs/gallery.md, one per feature, from scenes built in C#.

            Examples:
              diorama gallery
              diorama gallery glass -o out/gallery --samples 1024
            """) { Names,
            Output, Samples, Width, CommonOptions.Threads };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string[] names = parsed.GetValue(Names) ?? [];
        string folder = Path.GetFullPath(parsed.GetValue(Output)!);
        int width = parsed.GetValue(Width);
        int? samples = parsed.GetValue(Samples);
        FileException.MakeFolder(folder);
        foreach (Picture picture in Pictures.All) {
            if (names.Length > 0 && !names.Contains(picture.Name)) continue;
            cancellation.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            string path = Path.Combine(folder, picture.Name + ".jpg");
            ImageFile.WriteJpeg(path, picture.Draw(new() {
                Width = width, Samples = samples ?? picture.Samples, Threads = parsed.GetValue(CommonOptions.Threads),
                    Cancellation = cancellation,
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
