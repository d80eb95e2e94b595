using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Diorama.Core;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Binary part of a file that is being written: one buffer view per accessor, each at a multiple of four bytes (glTF 2.0 sections 3.6.1 and
/// 3.6.2).
/// </summary>
internal sealed class GltfBuffers(GltfOutput output) {
    public const int VertexTarget = 34962, IndexTarget = 34963;
    private const int UnsignedByte = 5121, UnsignedShort = 5123, UnsignedInt = 5125, Float = 5126;

    private readonly List<byte[]> parts = [];

    /// <summary>Number of bytes so far, including padding.</summary>
    public long Length { get; private set; }

    public void CopyTo(Stream stream) {
        foreach (byte[] part in parts) {
            stream.Write(part);
            for (int i = part.Length; i % 4 != 0; i++) stream.WriteByte(0);
        }
    }

    public int View(byte[] bytes, int? target = null) {
        var view = new JsonObject { ["buffer"] = 0, ["byteOffset"] = Length, ["byteLength"] = bytes.Length };
        if (target is { } t) view["target"] = t;
        parts.Add(bytes);
        Length += (bytes.Length + 3L) & ~3L;
        return output.Add("bufferViews", view);
    }

    /// <summary>
    /// Adds floats, vectors or 4×4 matrices and returns the index of the accessor. <paramref name="bounded"/> adds the min and max that
    /// positions and times must have.
    /// </summary>
    public int Floats<T>(ReadOnlySpan<T> elements, string what, int? target = VertexTarget, bool bounded = false) where T : unmanaged {
        var numbers = MemoryMarshal.Cast<T, float>(elements);
        int components = numbers.Length / elements.Length;
        CheckFinite(numbers, components, what);
        var accessor = Accessor(Float, elements.Length, components);
        accessor["bufferView"] = View(MemoryMarshal.AsBytes(elements).ToArray(), target);
        if (bounded) AddBounds(accessor, numbers, components);
        return output.Add("accessors", accessor);
    }

    /// <summary>Adds displacements and returns the index of the accessor; stored sparse if at most half of them are not zero.</summary>
    public int Displacements(ReadOnlySpan<Vector3> elements, string what, bool bounded) {
        int moved = 0;
        foreach (var v in elements) {
            if (v != Vector3.Zero) moved++;
        }
        if (moved > elements.Length / 2) return Floats(elements, what, VertexTarget, bounded);
        var numbers = MemoryMarshal.Cast<Vector3, float>(elements);
        var accessor = Accessor(Float, elements.Length, 3);
        if (bounded) AddBounds(accessor, numbers, 3);
        if (moved > 0) {
            CheckFinite(numbers, 3, what);
            int[] indices = new int[moved];
            var values = new Vector3[moved];
            for (int i = 0, k = 0; i < elements.Length; i++) {
                if (elements[i] != Vector3.Zero) (indices[k], values[k++]) = (i, elements[i]);
            }
            accessor["sparse"] = new JsonObject {
                ["count"] = moved,
                ["indices"] = new JsonObject { ["bufferView"] = View(MemoryMarshal.AsBytes<int>(indices).ToArray()),
                    ["componentType"] = UnsignedInt },
                ["values"] = new JsonObject { ["bufferView"] = View(MemoryMarshal.AsBytes<Vector3>(values).ToArray()) },
            };
        }
        return output.Add("accessors", accessor);
    }

    /// <summary>Adds zeros, which take no bytes, and returns the index of the accessor.</summary>
    public int Zeros(int count, int components, bool bounded = false) {
        var accessor = Accessor(Float, count, components);
        if (bounded) AddBounds(accessor, new float[components], components);
        return output.Add("accessors", accessor);
    }

    /// <summary>Adds vertex indices, in two bytes if they fit (65535 is reserved), and returns the index of the accessor.</summary>
    public int Indices(ReadOnlySpan<int> indices, int vertexCount) {
        bool isShort = vertexCount <= ushort.MaxValue;
        byte[] bytes = isShort ? Shorts(indices) : MemoryMarshal.AsBytes(indices).ToArray();
        var accessor = Accessor(isShort ? UnsignedShort : UnsignedInt, indices.Length, 1);
        accessor["bufferView"] = View(bytes, IndexTarget);
        return output.Add("accessors", accessor);
    }

    /// <summary>Adds joints, four per element, and returns the index of the accessor.</summary>
    public int Joints(ReadOnlySpan<int> joints) {
        bool isByte = true;
        foreach (int joint in joints) isByte &= joint <= byte.MaxValue;
        byte[] bytes;
        if (isByte) {
            bytes = new byte[joints.Length];
            for (int i = 0; i < joints.Length; i++) bytes[i] = (byte)joints[i];
        } else {
            bytes = Shorts(joints);
        }
        var accessor = Accessor(isByte ? UnsignedByte : UnsignedShort, joints.Length / 4, 4);
        accessor["bufferView"] = View(bytes, VertexTarget);
        return output.Add("accessors", accessor);
    }

    private static byte[] Shorts(ReadOnlySpan<int> values) {
        ushort[] shorts = new ushort[values.Length];
        for (int i = 0; i < shorts.Length; i++) shorts[i] = (ushort)values[i];
        return MemoryMarshal.AsBytes<ushort>(shorts).ToArray();
    }

    private static JsonObject Accessor(int componentType, int count, int components) => new() {
        ["componentType"] = componentType,
        ["count"] = count,
        ["type"] = components switch { 1 => "SCALAR", 2 => "VEC2", 3 => "VEC3", 4 => "VEC4", _ => "MAT4" },
    };

    private static void AddBounds(JsonObject accessor, ReadOnlySpan<float> numbers, int components) {
        // As doubles, so that the text has the exact value of the float and readers compare equal.
        JsonArray min = [], max = [];
        for (int c = 0; c < components; c++) {
            float low = float.PositiveInfinity, high = float.NegativeInfinity;
            for (int i = c; i < numbers.Length; i += components) (low, high) = (MathF.Min(low, numbers[i]), MathF.Max(high, numbers[i]));
            min.Add((double)low);
            max.Add((double)high);
        }
        (accessor["min"], accessor["max"]) = (min, max);
    }

    private static void CheckFinite(ReadOnlySpan<float> numbers, int components, string what) {
        for (int i = 0; i < numbers.Length; i++) {
            if (!float.IsFinite(numbers[i]))
                throw new BadInputException($"{what}: element {i / components} is not finite and cannot be written as glTF");
        }
    }
}
