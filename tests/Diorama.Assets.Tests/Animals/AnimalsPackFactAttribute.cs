namespace Diorama.Assets.Tests.Animals;

/// <summary>A test on 0 A.D.'s own files, which are too large to be fetched for tests.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnimalsPackFactAttribute : FactAttribute {
    /// <summary>public.zip, or the folder of the installed pack.</summary>
    public static string? Pack => Environment.GetEnvironmentVariable("DIORAMA_ANIMALS") is { Length: > 0 } path ? path : null;

    public AnimalsPackFactAttribute() {
        if (Pack is null) Skip = "The animals pack is not installed; DIORAMA_ANIMALS may name its folder or 0 A.D.'s public.zip.";
    }
}
