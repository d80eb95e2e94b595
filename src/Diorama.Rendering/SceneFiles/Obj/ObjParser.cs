using System.Buffers.Text;
using System.Numerics;
using System.Text;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.SceneFiles.Obj;

/// <summary>
/// Reads the text of an OBJ file (Wavefront "Object Files", Advanced Visualizer Manual, appendix B1, 1995). Free-form curves and surfaces
/// are left out with a warning. Vertices may have colours after the position (<c>v x y z r g b</c>), as MeshLab and others write.
/// </summary>
internal sealed class ObjParser {
    private const string NoName = "";

    private readonly string path;
    private readonly Warnings warnings;
    private readonly ObjFile file = new();
    private readonly Dictionary<string, ObjObject> groupObjects = [];
    private ObjObject? current;
    private string group = NoName;
    private string? material;
    private bool hasObjects;

    private ObjParser(string path, Warnings warnings) => (this.path, this.warnings) = (path, warnings);

    /// <exception cref="BadInputException">A position is not a usable number, or a face names a vertex that does not exist.</exception>
    public static ObjFile Read(string path, ReadOnlySpan<byte> bytes, Warnings warnings) {
        var parser = new ObjParser(path, warnings);
        parser.Read(bytes);
        return parser.file;
    }

    private void Read(ReadOnlySpan<byte> bytes) {
        var lines = new TextLines(bytes);
        int known = 0, unknown = 0;
        while (lines.Next()) {
            ReadOnlySpan<byte> key = lines.Word();
            if (key.IsEmpty) continue;
            if (key.SequenceEqual("v"u8)) Position(ref lines);
            else if (key.SequenceEqual("vt"u8)) file.TexCoords.Add(Pair(ref lines));
            else if (key.SequenceEqual("vn"u8)) Normal(ref lines);
            else if (key.SequenceEqual("f"u8) || key.SequenceEqual("fo"u8)) Face(ref lines);
            else if (key.SequenceEqual("o"u8)) BeginObject(Name(ref lines));
            else if (key.SequenceEqual("g"u8)) BeginGroup(Name(ref lines));
            else if (key.SequenceEqual("usemtl"u8)) material = Name(ref lines);
            else if (key.SequenceEqual("mtllib"u8)) file.Libraries.Add(Name(ref lines));
            else if (key.SequenceEqual("p"u8)) file.Points += Count(ref lines);
            else if (key.SequenceEqual("l"u8)) file.Lines++;
            else if (key.SequenceEqual("curv"u8) || key.SequenceEqual("curv2"u8) || key.SequenceEqual("surf"u8))
                warnings.Add($"{path}: it has free-form curves or surfaces, which are left out");
            else if (!key.SequenceEqual("s"u8)) unknown++;
            known++;
        }
        if (file.Positions.Count == 0 && (bytes.IsEmpty || unknown > 0 && unknown == known))
            throw new BadInputException($"{path}: the file holds no line of an OBJ file, expected 'v x y z' and 'f 1 2 3'");
        // Files of groups alone name their objects by groups.
        if (!hasObjects) file.Objects.RemoveAll(o => o.Parts.Count == 0);
    }

    private static string Name(ref TextLines lines) => Encoding.UTF8.GetString(lines.Rest());

    private static int Count(ref TextLines lines) {
        int count = 0;
        while (!lines.Word().IsEmpty) count++;
        return count;
    }

    private void Position(ref TextLines lines) {
        Span<double> x = stackalloc double[7];
        int count = 0;
        while (count < 7 && lines.TryNumber(out x[count])) count++;
        ReadOnlySpan<byte> wrong = lines.Word();
        if (count < 3 || !wrong.IsEmpty) {
            throw new BadInputException($"{path}:{lines.Number}: vertex {file.Positions.Count}{Place()} has "
                + (wrong.IsEmpty ? $"{count} numbers" : $"'{Encoding.UTF8.GetString(wrong[..Math.Min(40, wrong.Length)])}'")
                + ", expected three finite numbers");
        }
        // A fourth number alone is the weight of a rational curve's control point: a vertex is divided by it.
        double w = count == 4 && x[3] != 0 ? x[3] : 1;
        var p = new Double3(x[0] / w, x[1] / w, x[2] / w);
        if (!(p.MaxAbs <= Coordinates.Max)) {
            throw new BadInputException($"{path}:{lines.Number}: vertex {file.Positions.Count}{Place()} stands at {p}, "
                + Coordinates.Expected);
        }
        file.Positions.Add(p);
        if (count < 6) {
            if (file.Colors.Count > 0) file.Colors.Add(Vector3.One);
            return;
        }
        while (file.Colors.Count < file.Positions.Count - 1) file.Colors.Add(Vector3.One);
        int first = count - 3;
        file.Colors.Add(Vector3.Clamp(new((float)x[first], (float)x[first + 1], (float)x[first + 2]), Vector3.Zero, Vector3.One));
    }

    private string Place() => current is { Name.Length: > 0 } ? $" of '{current.Name}'" : "";

    private Vector2 Pair(ref TextLines lines) {
        if (!lines.TryNumber(out double u))
            throw new BadInputException($"{path}:{lines.Number}: a texture coordinate has no number, expected u and v");
        lines.TryNumber(out double v);
        return new((float)u, (float)v);
    }

    private void Normal(ref TextLines lines) {
        lines.TryNumber(out double x);
        lines.TryNumber(out double y);
        lines.TryNumber(out double z);
        file.Normals.Add(new((float)x, (float)y, (float)z));
    }

    private void BeginObject(string name) {
        if (!hasObjects) {
            // Groups before the first object are parts of an object without a name.
            hasObjects = true;
            groupObjects.Clear();
        }
        (current, group) = (new(name), NoName);
        file.Objects.Add(current);
    }

    private void BeginGroup(string name) {
        group = name;
        if (hasObjects) return;
        if (!groupObjects.TryGetValue(name, out current)) {
            groupObjects.Add(name, current = new(name));
            file.Objects.Add(current);
        }
    }

    private void Face(ref TextLines lines) {
        if (current is null) {
            current = new(NoName);
            file.Objects.Add(current);
        }
        ObjPart part = current.Part(hasObjects ? group : NoName, material);
        int count = 0;
        for (ReadOnlySpan<byte> word = lines.Word(); !word.IsEmpty; word = lines.Word()) {
            part.Corners.Add(Corner(word, lines.Number));
            count++;
        }
        if (count >= 3) {
            part.Faces.Add(count);
            part.Lines.Add(lines.Number);
        } else {
            part.Corners.RemoveRange(part.Corners.Count - count, count);
            if (count == 2) file.Lines++;
            else file.Points += count;
        }
    }

    private ObjCorner Corner(ReadOnlySpan<byte> word, int line) {
        ReadOnlySpan<byte> rest = word;
        int p = Index(ref rest, word, file.Positions.Count, line, required: true), t = Index(ref rest, word, file.TexCoords.Count, line),
            n = Index(ref rest, word, file.Normals.Count, line);
        return rest.IsEmpty ? new(p, t, n) : throw Unreadable(word, line);
    }

    /// <summary>
    /// Reads an index and the slash after it; −1 where there is none. Negative indices count back from the last element; positive ones may
    /// be those of elements that follow.
    /// </summary>
    private int Index(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> word, int count, int line, bool required = false) {
        int length = rest.IndexOf((byte)'/');
        ReadOnlySpan<byte> number = length < 0 ? rest : rest[..length];
        rest = length < 0 ? default : rest[(length + 1)..];
        if (number.IsEmpty && !required) return -1;
        if (!Utf8Parser.TryParse(number, out int index, out int used) || used < number.Length || index == 0 || -(long)index > count)
            throw Unreadable(word, line);
        return index > 0 ? index - 1 : count + index;
    }

    private BadInputException Unreadable(ReadOnlySpan<byte> word, int line) => new(
        $"{path}:{line}: a face has the corner '{Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)])}', expected numbers from 1 "
            + "such as '1', '1/1' or '1/1/1', or negative ones of what stands above");
}
