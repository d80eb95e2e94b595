using System.Collections.Concurrent;
using System.Reflection;
using Diorama.Core;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>One key of a section: a property of its class.</summary>
internal sealed record Entry(string Key, PropertyInfo Property) {
    public Type Type => Property.PropertyType;
    public LimitsAttribute? Limits { get; } = Property.GetCustomAttribute<LimitsAttribute>();
    public ItemsAttribute Items { get; } = Property.GetCustomAttribute<ItemsAttribute>() ?? UsualItems;
    public TextAttribute Text { get; } = Property.GetCustomAttribute<TextAttribute>() ?? UsualText;
    public ClassNamesAttribute? ClassNames { get; } = Property.GetCustomAttribute<ClassNamesAttribute>();

    /// <summary>True for a section that may be left out.</summary>
    public bool IsOptional { get; } = !Property.PropertyType.IsValueType
        && new NullabilityInfoContext().Create(Property).WriteState == NullabilityState.Nullable;

    private static readonly ItemsAttribute UsualItems = new();
    private static readonly TextAttribute UsualText = new();
}

/// <summary>
/// A section of the recipe language, as a class defines it: its public properties are the keys, in the order of their declaration. Reading,
/// writing, the schema and the reference are all based on this, so that a new property is a new key without further changes.
/// </summary>
internal sealed class Section {
    private static readonly ConcurrentDictionary<Type, Section> Known = new();

    public Type Type { get; }
    public IReadOnlyList<Entry> Entries { get; }

    private Section(Type type) {
        Type = type;
        Entries = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })
            .OrderBy(p => p.DeclaringType == type).ThenBy(p => p.MetadataToken)
            .Select(p => new Entry(p.GetCustomAttribute<KeyAttribute>()?.Name ?? Spelling.SnakeCase(p.Name), p))];
        if (type.GetCustomAttribute<ShortForAttribute>() is { } shortFor) Short = Entries.First(e => e.Property.Name == shortFor.Property);
    }

    /// <summary>The key for which a single text may stand in place of the section; null if it must be a mapping.</summary>
    public Entry? Short { get; }

    public static Section Of(Type type) => Known.GetOrAdd(type, t => new(t));

    public Entry? this[string key] => Entries.FirstOrDefault(e => e.Key == key);

    /// <summary>True if a type is a section, that is a class of the recipe itself.</summary>
    public static bool Is(Type type) => type.IsClass && type.Namespace == typeof(Recipe).Namespace
        && !type.IsSubclassOf(typeof(Distribution));

    /// <summary>Returns the classes that the key <c>kind</c> chooses among, with their kinds.</summary>
    public static IReadOnlyList<(string Kind, Type Type)> Kinds(Type type) =>
        [.. type.Assembly.GetTypes().Where(t => t.IsSubclassOf(type) && !t.IsAbstract).Select(t => (KindOf(t), t)).OrderBy(k => k.Item1,
        StringComparer.Ordinal)];

    /// <summary>
    /// Returns the kind of a class, its name without that of its base: <c>RoomsRecipe</c> → <c>rooms</c>, <c>FilePosesRecipe</c> →
    /// <c>file</c>.
    /// </summary>
    public static string KindOf(Type type) {
        string ending = type.BaseType is { IsAbstract: true } of && type.Name.EndsWith(of.Name, StringComparison.Ordinal) ? of.Name
            : nameof(Recipe);
        return Spelling.SnakeCase(type.Name.EndsWith(ending, StringComparison.Ordinal) ? type.Name[..^ending.Length] : type.Name);
    }

    /// <summary>Returns the type of the items of a list or array; null for other types.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType() : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)
        ? type.GetGenericArguments()[0] : null;

    /// <summary>Returns the type of the values of a dictionary; null for other types.</summary>
    public static Type? ValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>Returns the T of a Distribution of T; null for other types.</summary>
    public static Type? DrawnOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Distribution<>) ? type.GetGenericArguments()[0] : null;
}
