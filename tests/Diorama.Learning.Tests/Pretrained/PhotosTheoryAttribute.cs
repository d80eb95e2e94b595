namespace Diorama.Learning.Tests.Pretrained;

/// <summary>A test on photographs that may not be passed on: $DIORAMA_PHOTOS is a folder of pictures of people.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PhotosTheoryAttribute : TheoryAttribute {
    public static string? Folder => Environment.GetEnvironmentVariable("DIORAMA_PHOTOS") is { Length: > 0 } folder ? folder : null;

    public PhotosTheoryAttribute() {
        if (Folder is null) Skip = "needs photographs of people; set DIORAMA_PHOTOS to a folder of JPEG files";
    }
}
