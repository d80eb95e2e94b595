namespace Diorama.Models.Tests.CameraNoise;

/// <summary>A test on photographs that may not be passed on: $DIORAMA_REAL_NOISE is the folder with <c>cc</c> and <c>polyu</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealPairsFactAttribute : FactAttribute {
    public static string? Folder => Environment.GetEnvironmentVariable("DIORAMA_REAL_NOISE") is { Length: > 0 } folder ? folder : null;

    public RealPairsFactAttribute() {
        if (Folder is null) Skip = "needs the real noise pairs; set DIORAMA_REAL_NOISE to the folder with cc/ and polyu/";
    }
}
