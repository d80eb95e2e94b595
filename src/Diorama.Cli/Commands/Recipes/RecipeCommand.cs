using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Pictures;
using Diorama.Worlds.Recipes;

namespace Diorama.Cli.Commands.Recipes;

/// <summary><c>diorama recipe</c>: checks recipes, lists those that come with Diorama, and documents their keys.</summary>
internal static class RecipeCommand {
    private static readonly Argument<string> File =
        new("RECIPE") { Description = "A YAML file, or the name of a recipe that comes with Diorama." };
    private static readonly Option<string?> Output = OutputOption.Optional("File to write; standard output by default.");

    public static Command Create() {
        var check = new Command("check", """
            Say what is wrong with a recipe, with line and column.

            Examples:
              diorama recipe check my.yaml
              diorama recipe check living-room --set camera.height=720
            """) { File, RecipeOptions.Set };
        check.SetAction(parsed => Check(parsed.GetValue(File)!, parsed.GetValue(RecipeOptions.Set)!));
        var list = new Command("list", """
            List the recipes that come with Diorama.

            Examples:
              diorama recipe list
            """);
        list.SetAction(_ => List());
        var schema = new Command("schema", """
            Write the JSON schema with which editors complete and check recipes.

            Examples:
              diorama recipe schema -o recipe.schema.json
            """) { Output };
        schema.SetAction(parsed => Write(parsed.GetValue(Output), RecipeSchema.Text()));
        var reference = new Command("reference", """
            Write every key of a recipe with its default and meaning, as markdown.

            Examples:
              diorama recipe reference
              diorama recipe reference -o recipes.md
            """) { Output };
        reference.SetAction(parsed => Write(parsed.GetValue(Output), RecipeReference.Text()));
        return new Command("recipe", "Check recipes and list what they may say.") { check, list, schema, reference };
    }

    private static int Check(string name, string[] overrides) {
        string file = RecipeFile.Find(name);
        IReadOnlyList<RecipeProblem> problems = RecipeFile.Check(file, overrides);
        foreach (RecipeProblem problem in problems) Console.Error.WriteLine(problem);
        if (problems.Count > 0) return ExitCodes.BadInput;
        Recipe recipe = RecipeFile.Read(file, overrides);
        CheckFormats(file, recipe);
        foreach (string sentence in RecipeFile.WithoutEffect(recipe)) Console.Error.WriteLine($"warning: {file}: {sentence}.");
        if (PictureFont.WarningOf([recipe.Name, .. recipe.Classes.Select(c => c.Name)]) is { } warning)
            Console.Error.WriteLine($"warning: {file}: {warning}.");
        Console.WriteLine($"{name}: fine, {RecipeSummary.Of(recipe)}");
        return 0;
    }

    /// <summary>Checks that the formats exist and get the labels that they need.</summary>
    private static void CheckFormats(string file, Recipe recipe) {
        try {
            RecipeOptions.CheckFormats(recipe);
        } catch (BadInputException e) {
            throw new BadInputException($"{file}: labels.formats: {e.Message}", e);
        }
    }

    private static int List() {
        int width = RecipeFile.Shipped.Max(n => n.Length);
        foreach (string name in RecipeFile.Shipped)
            Console.WriteLine($"{name.PadRight(width)}  {RecipeFile.Read(RecipeFile.Find(name)).Description}");
        return 0;
    }

    private static int Write(string? path, string text) {
        if (path is null) {
            Console.Write(text);
            return 0;
        }
        AtomicFile.Write(path, temporary => System.IO.File.WriteAllText(temporary, text));
        Console.WriteLine(path);
        return 0;
    }
}
