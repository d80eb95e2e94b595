using System.IO.Enumeration;

namespace Diorama.Worlds.Recipes;

/// <summary>Patterns of names: * stands for any letters, also none, ? for one; case does not matter.</summary>
public static class NamePattern {
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
