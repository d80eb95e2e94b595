using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Rendering.SceneFiles.Gltf.Compression;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Decodes accessors to floats or integers: every component type, normalised or not (KHR_mesh_quantization needs no more), strided and
/// sparse (glTF 2.0 section 3.6.2).
/// </summary>
internal sealed class GltfAccessors(GltfDocument document) {
    private const int Byte = 5120, UnsignedByte = 5121, Short = 5122, UnsignedShort = 5123, UnsignedInt = 5125, Float = 5126;
    // Limit on the total number of values of zero-filled accessors, whose count is not limited by the size of the file.
    private const long MaxZeros = 1L << 25;
    // Limit on the total number of decoded values: an accessor is decoded as often as it is referenced.
    private const long MaxNumbers = 1L << 28;
    /// <summary>Largest number of elements without bytes in the file where each element becomes an object, such as a node.</summary>
    private const int MaxEmptyElements = 1 << 16;

    private long zeros, numbers;

    /// <summary>Location of the elements of one accessor.</summary>
    private readonly record struct Layout(string Path, int Count, int Components, int Type, bool Normalized, ReadOnlyMemory<byte>? Bytes,
        int Stride) {
        public int ElementSize => Components * Size(Type);
    }

    public int Count(GltfValue reference) => document.Table("accessors")[reference.Index("accessors")].Count("count") ?? 0;

    /// <summary>Returns the number of elements of an accessor of which each becomes a node.</summary>
    public int CountOfNodes(GltfValue reference) {
        var accessor = document.Table("accessors")[reference.Index("accessors")];
        int count = accessor.Count("count") ?? 0;
        return count <= MaxEmptyElements || accessor.Find("bufferView") is not null ? count
            : throw document.Bad(accessor.Path,
            $"{count} instances without a bufferView are too many, at most {MaxEmptyElements} were expected");
    }

    public Vector2[] Vectors2(GltfValue reference) => Elements<Vector2>(reference, 2);
    public Vector3[] Vectors3(GltfValue reference) => Elements<Vector3>(reference, 3);
    public Vector4[] Vectors4(GltfValue reference) => Elements<Vector4>(reference, 4);
    public float[] Scalars(GltfValue reference) => Elements<float>(reference, 1);
    public Matrix4x4[] Matrices(GltfValue reference) => Elements<Matrix4x4>(reference, 16);

    /// <summary>Reads RGBA colours; RGB gets an alpha of 1.</summary>
    public Vector4[] Colors(GltfValue reference) {
        if (Find(reference).Components != 3) return Vectors4(reference);
        return Array.ConvertAll(Vectors3(reference), rgb => new Vector4(rgb, 1));
    }

    private T[] Elements<T>(GltfValue reference, int components) where T : unmanaged {
        var layout = Find(reference);
        if (layout.Components != components) {
            throw document.Bad(reference.Path, $"{layout.Path} has {layout.Components} numbers per element, {components} were expected");
        }
        var elements = new T[layout.Count];
        var numbers = MemoryMarshal.Cast<T, float>(elements.AsSpan());
        Decode(layout, numbers);
        Sparse(reference, layout, (at, values) => Decode(values, MemoryMarshal.Cast<T, float>(elements.AsSpan(at, 1))));
        for (int i = 0; i < numbers.Length; i++) {
            if (float.IsFinite(numbers[i])) continue;
            throw document.Bad(reference.Path,
                $"element {i / components} holds {(float.IsNaN(numbers[i]) ? "NaN" : "infinity")}, finite numbers were expected");
        }
        return elements;
    }

    /// <summary>Reads unsigned integers (indices, joints), <paramref name="components"/> per element, in sequence.</summary>
    public uint[] Integers(GltfValue reference, int components) {
        var layout = Find(reference);
        if (layout.Components != components) {
            throw document.Bad(reference.Path, $"{layout.Path} has {layout.Components} numbers per element, {components} were expected");
        }
        if (layout.Type is not (UnsignedByte or UnsignedShort or UnsignedInt))
            throw document.Bad(reference.Path, $"{layout.Path} does not hold unsigned integers");
        uint[] elements = new uint[layout.Count * components];
        Decode(layout, elements);
        Sparse(reference, layout, (at, values) => Decode(values, elements.AsSpan(at * components, components)));
        return elements;
    }

    private Layout Find(GltfValue reference) {
        var accessor = document.Table("accessors")[reference.Index("accessors")];
        int count = accessor.Count("count") ?? throw document.Bad(accessor.Path, "'count' is missing");
        string shape = accessor.Need("type").Text();
        int components = shape switch {
            "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, "MAT4" => 16,
            _ => throw document.Bad(accessor.Path, $"type '{shape}' is not one of SCALAR, VEC2, VEC3, VEC4, MAT4"),
        };
        int type = ComponentType(accessor);
        bool normalized = accessor.Flag("normalized");
        if (count == 0) throw document.Bad(accessor.Path, "'count' is 0, at least 1 was expected");
        numbers += (long)count * components;
        if (numbers > MaxNumbers)
            throw document.Bad(accessor.Path, $"the accessors that are used hold more than {MaxNumbers} numbers together");
        if (document.DecodedAccessors.TryGetValue(reference.Count(), out DecodedAccessor decoded)) {
            var layout = new Layout(accessor.Path, count, components, decoded.UnsignedInt ? UnsignedInt : type, normalized, decoded.Bytes,
                0);
            return (long)count * layout.ElementSize == decoded.Bytes.Length ? layout with { Stride = layout.ElementSize }
                : throw document.Bad(accessor.Path, $"{count} elements were expected, its compressed mesh has "
                    + $"{decoded.Bytes.Length / layout.ElementSize}");
        }
        if (accessor.Find("bufferView") is { } view) return View(accessor.Path, view, accessor.Count("byteOffset") ?? 0, count, components,
            type, normalized);
        zeros += (long)count * components;
        if (zeros > MaxZeros) throw document.Bad(accessor.Path, $"{count} elements without a bufferView are too many");
        return new(accessor.Path, count, components, type, normalized, null, 0);
    }

    private Layout View(string path, GltfValue view, int offset, int count, int components, int type, bool normalized) {
        int index = view.Index("bufferViews");
        var bytes = document.View(index, view.Path, out int stride);
        int size = components * Size(type);
        if (stride == 0) stride = size;
        if (stride < size) throw document.Bad(path, $"byteStride {stride} of bufferViews[{index}] is less than an element of {size} bytes");
        long end = offset + (count - 1L) * stride + size;
        if (end > bytes.Length) {
            throw document.Bad(path,
                $"runs {end - bytes.Length} bytes past the end of bufferViews[{index}], which has {bytes.Length} bytes");
        }
        return new(path, count, components, type, normalized, bytes[offset..], stride);
    }

    private int ComponentType(GltfValue of) {
        int type = of.Count("componentType") ?? throw document.Bad(of.Path, "'componentType' is missing");
        return Size(type) > 0 ? type : throw document.Bad(of.Path, $"componentType {type} is none of glTF's");
    }

    private delegate void Override(int element, Layout value);

    private void Sparse(GltfValue reference, Layout of, Override apply) {
        var accessor = document.Table("accessors")[reference.Count()];
        if (accessor.Find("sparse") is not { } sparse) return;
        int count = sparse.Count("count") ?? throw document.Bad(sparse.Path, "'count' is missing");
        if (count == 0) return;
        GltfValue indices = sparse.Need("indices"), values = sparse.Need("values");
        var at = View(indices.Path, indices.Need("bufferView"), indices.Count("byteOffset") ?? 0, count, 1, ComponentType(indices), false);
        if (at.Type is not (UnsignedByte or UnsignedShort or UnsignedInt))
            throw document.Bad(indices.Path, "does not hold unsigned integers");
        var given = View(values.Path, values.Need("bufferView"), values.Count("byteOffset") ?? 0, count, of.Components, of.Type,
            of.Normalized);
        uint[] elements = new uint[count];
        Decode(at, elements);
        for (int i = 0; i < count; i++) {
            if (elements[i] >= (uint)of.Count) {
                throw document.Bad(indices.Path,
                    $"index {elements[i]} at position {i} is out of range, the accessor has {of.Count} elements");
            }
            apply((int)elements[i], given with { Count = 1, Bytes = given.Bytes!.Value[(i * given.Stride)..] });
        }
    }

    private static int Size(int type) => type switch {
        Byte or UnsignedByte => 1,
        Short or UnsignedShort => 2,
        UnsignedInt or Float => 4,
        _ => 0,
    };

    private static void Decode(in Layout layout, Span<float> into) {
        if (layout.Bytes is not { } memory) return;
        var bytes = memory.Span;
        if (layout.Type == Float && layout.Stride == layout.ElementSize && BitConverter.IsLittleEndian) {
            MemoryMarshal.Cast<byte, float>(bytes[..(layout.Count * layout.ElementSize)]).CopyTo(into);
            return;
        }
        int size = Size(layout.Type);
        for (int i = 0, k = 0; i < layout.Count; i++) {
            var element = bytes[(i * layout.Stride)..];
            for (int c = 0; c < layout.Components; c++) into[k++] = Number(element[(c * size)..], layout.Type, layout.Normalized);
        }
    }

    /// <summary>Converts one component to a float; normalised integers by the equations of glTF 2.0 section 3.6.2.2.</summary>
    private static float Number(ReadOnlySpan<byte> at, int type, bool normalized) => type switch {
        Float => BinaryPrimitives.ReadSingleLittleEndian(at),
        Byte => normalized ? MathF.Max((sbyte)at[0] / 127f, -1) : (sbyte)at[0],
        UnsignedByte => normalized ? at[0] / 255f : at[0],
        Short => BinaryPrimitives.ReadInt16LittleEndian(at) is var s && normalized ? MathF.Max(s / 32767f, -1) : s,
        UnsignedShort => BinaryPrimitives.ReadUInt16LittleEndian(at) is var u && normalized ? u / 65535f : u,
        _ => BinaryPrimitives.ReadUInt32LittleEndian(at),
    };

    private static void Decode(in Layout layout, Span<uint> into) {
        if (layout.Bytes is not { } memory) return;
        var bytes = memory.Span;
        int size = Size(layout.Type);
        for (int i = 0, k = 0; i < layout.Count; i++) {
            var element = bytes[(i * layout.Stride)..];
            for (int c = 0; c < layout.Components; c++) {
                var at = element[(c * size)..];
                into[k++] = size switch {
                    1 => at[0],
                    2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
                    _ => BinaryPrimitives.ReadUInt32LittleEndian(at),
                };
            }
        }
    }
}
