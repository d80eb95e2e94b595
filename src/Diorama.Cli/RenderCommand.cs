using System.CommandLine;

namespace Diorama.Cli;

/// <summary><c>diorama render SCENE</c>: one frame of a scene file, as an image and as labels.</summary>
internal static class RenderCommand {
    public static Command Create() {
        var scene = new Argument<FileInfo>("SCENE") { Description = "glTF/GLB, OBJ, PLY, STL, COLLADA or FBX." };
        return new Command("render", "Path-trace a scene file.") { scene };
    }
}
