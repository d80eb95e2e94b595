using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Diorama.Core;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>
/// Reads the documentation comments of the recipe classes from the XML file that the compiler writes beside the assembly.
/// </summary>
internal static partial class DocComments {
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(() => {
        string file = Path.ChangeExtension(typeof(Recipe).Assembly.Location, ".xml");
        if (!File.Exists(file))
            throw new BadInputException($"{file} is missing: it comes with the program and holds the descriptions of the recipe's keys.");
        return XDocument.Load(file).Descendants("member").ToDictionary(m => (string)m.Attribute("name")!, StringComparer.Ordinal);
    });

    /// <summary>Returns the summary of a type on one line; empty if there is none.</summary>
    public static string Of(Type type) => Summary($"T:{type.FullName}");

    /// <summary>Returns the summary of a property on one line; empty if there is none.</summary>
    public static string Of(PropertyInfo property) => Summary($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string Summary(string member) {
        if (!Members.Value.TryGetValue(member, out XElement? found) || found.Element("summary") is not { } summary) return "";
        return Blank().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();
    }

    private static string Text(XNode node) => node switch {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when (string?)see.Attribute("cref") is { } cref =>
            cref[0] == 'P' ? Spelling.SnakeCase(LastName(cref)) : LastName(cref),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string LastName(string cref) => cref[(cref.LastIndexOf('.') + 1)..].Split('`')[0];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
