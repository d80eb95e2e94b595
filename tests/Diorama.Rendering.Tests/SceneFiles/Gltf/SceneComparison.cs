using System.Collections;
using System.Numerics;
using System.Reflection;
using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

/// <summary>
/// Compares scenes over all public properties, found by reflection so that a new property is compared too. Objects that
/// are shared on one side must be shared on the other.
/// </summary>
internal sealed class SceneComparison {
    private readonly Dictionary<object, object> counterparts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object> reverse = new(ReferenceEqualityComparer.Instance);

    public static void ExpectEqual(Scene expected, Scene actual) => new SceneComparison().Compare(expected, actual, "scene");

    /// <summary>Properties that hold something other than the default in no object of <paramref name="scene"/>.</summary>
    public static string[] NeverSet(Scene scene) {
        var set = new Dictionary<string, bool>();
        Collect(scene, [], set);
        return [.. set.Where(p => !p.Value).Select(p => p.Key).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetIndexParameters().Length == 0 && p.PropertyType != typeof(Warnings))
        // How the file was read, which a scene made in code does not have.
        .Where(p => !(type == typeof(Scene) && p.Name == nameof(Scene.WorldFromFile)))
        // An embedded image has no path of its own.
        .Where(p => !(type == typeof(Texture) && p.Name == nameof(Texture.Source)));

    private static bool IsNumbers(Type type) => type == typeof(Affine3) || type == typeof(Double3)
        || type.Namespace == typeof(Vector3).Namespace;

    private void Compare(object? expected, object? actual, string path) {
        if (expected == null || actual == null) {
            Assert.True(expected == null && actual == null, $"{path}: expected {expected ?? "null"}, found {actual ?? "null"}");
            return;
        }
        var type = expected.GetType();
        Assert.True(expected is IReadOnlyDictionary<string, string> || type == actual.GetType(),
            $"{path}: expected {type.Name}, found {actual.GetType().Name}");
        if (expected is IReadOnlyDictionary<string, string> texts) {
            Assert.Equal(texts, (IReadOnlyDictionary<string, string>)actual);
        } else if (expected is float f) {
            float g = (float)actual;
            Assert.True(f.Equals(g) || MathF.Abs(f - g) <= 1e-6f * MathF.Max(1e-3f, MathF.Abs(f)), $"{path}: expected {f:R}, found {g:R}");
        } else if (type.IsPrimitive || type.IsEnum || expected is string) {
            Assert.True(expected.Equals(actual), $"{path}: expected {expected}, found {actual}");
        } else if (IsNumbers(type)) {
            if (expected is Double3) Assert.Equal(expected, actual);
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
                Compare(field.GetValue(expected), field.GetValue(actual), $"{path}.{field.Name}");
        } else if (expected is IList list) {
            var other = (IList)actual;
            Assert.True(list.Count == other.Count, $"{path}: expected {list.Count} elements, found {other.Count}");
            for (int i = 0; i < list.Count; i++) Compare(list[i], other[i], $"{path}[{i}]");
        } else {
            if (type.IsClass && Known(expected, actual, path)) return;
            foreach (var property in Properties(type)) Compare(property.GetValue(expected), property.GetValue(actual),
                $"{path}.{property.Name}");
        }
    }

    private bool Known(object expected, object actual, string path) {
        bool known = counterparts.TryGetValue(expected, out object? before), knownBack = reverse.TryGetValue(actual, out object? source);
        Assert.True(!known || before == actual, $"{path}: an object that was shared is a copy");
        Assert.True(!knownBack || source == expected, $"{path}: objects that were distinct are one");
        counterparts[expected] = actual;
        reverse[actual] = expected;
        return known;
    }

    private static void Collect(object value, HashSet<object> seen, Dictionary<string, bool> set) {
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string || IsNumbers(type)) return;
        if (value is IList list) {
            foreach (object? item in list) if (item != null) Collect(item, seen, set);
            return;
        }
        if (type.IsClass && !seen.Add(value)) return;
        object defaults = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        if (type.GetConstructor(Type.EmptyTypes) is { } constructor) defaults = constructor.Invoke([]);
        foreach (var property in Properties(type).Where(p => p.CanWrite || typeof(IList).IsAssignableFrom(p.PropertyType))) {
            object? current = property.GetValue(value), initial = property.GetValue(defaults);
            bool isSet = current is IList items ? items.Count > 0 : !Equals(current, initial);
            string name = $"{type.Name}.{property.Name}";
            set[name] = isSet || set.GetValueOrDefault(name);
            if (current != null) Collect(current, seen, set);
        }
    }
}
