using Diorama.Core;

namespace Diorama.Rendering.SceneFiles.Gltf.Compression;

/// <summary>
/// Finds what is compressed in a glTF file (KHR_draco_mesh_compression, EXT_meshopt_compression) and gives the document the decoded bytes
/// of accessors and buffer views, so that the rest of the reader need not know.
/// </summary>
internal static class GltfCompression {
    public const string DracoName = "KHR_draco_mesh_compression", MeshoptName = "EXT_meshopt_compression";

    private static readonly string[] modes = ["ATTRIBUTES", "TRIANGLES", "INDICES"];
    private static readonly string[] filters = ["NONE", "OCTAHEDRAL", "QUATERNION", "EXPONENTIAL"];

    /// <exception cref="BadInputException">A compressed part is damaged, or not as its extension has it.</exception>
    public static void Decode(GltfDocument document, bool trusted) {
        var parts = new List<CompressedPart>();
        var take = new List<Action<byte[][]>>();
        Views(document, parts, take);
        if (parts.Count > 0) Apply(document, parts, take, trusted);
        parts.Clear();
        take.Clear();
        // The bytes of Draco may themselves lie in a compressed buffer view.
        Primitives(document, parts, take);
        if (parts.Count > 0) Apply(document, parts, take, trusted);
    }

    private static void Apply(GltfDocument document, List<CompressedPart> parts, List<Action<byte[][]>> take, bool trusted) {
        byte[][][] arrays;
        try {
            arrays = GeometryDecoder.Decode(parts, document.FileName, trusted);
        } catch (BadInputException e) when (!e.Message.StartsWith(document.FileName, StringComparison.Ordinal)) {
            throw new BadInputException($"{document.FileName}: {e.Message}", e);
        }
        for (int i = 0; i < take.Count; i++) take[i](arrays[i]);
    }

    private static void Views(GltfDocument document, List<CompressedPart> parts, List<Action<byte[][]>> take) {
        GltfValue[] views = document.Table("bufferViews");
        for (int i = 0; i < views.Length; i++) {
            if (views[i].Extension(MeshoptName) is not { } packed) continue;
            int buffer = packed.Index("buffer", "buffers") ?? throw document.Bad(packed.Path, "'buffer' is missing");
            int stride = packed.Count("byteStride") ?? throw document.Bad(packed.Path, "'byteStride' is missing"),
                count = packed.Count("count") ?? throw document.Bad(packed.Path, "'count' is missing");
            ReadOnlyMemory<byte> bytes = document.Slice(packed, buffer);
            parts.Add(new MeshoptPart(packed.Path, bytes, OneOf(document, packed, "mode", modes, null),
                OneOf(document, packed, "filter", filters, "NONE"), count, stride));
            int index = i;
            take.Add(arrays => document.DecodedViews[index] = arrays[0]);
        }
    }

    private static int OneOf(GltfDocument document, GltfValue value, string name, string[] names, string? usual) {
        string text = value.Text(name) ?? usual ?? throw document.Bad(value.Path, $"'{name}' is missing");
        int at = Array.IndexOf(names, text);
        return at >= 0 ? at : throw document.Bad($"{value.Path}.{name}", $"'{text}' is not one of {string.Join(", ", names)}");
    }

    private static void Primitives(GltfDocument document, List<CompressedPart> parts, List<Action<byte[][]>> take) {
        foreach (GltfValue mesh in document.Table("meshes")) {
            foreach (GltfValue primitive in mesh.Need("primitives").Items()) {
                if (primitive.Extension(DracoName) is not { } packed) continue;
                ReadOnlyMemory<byte> bytes = document.View(packed.Need("bufferView").Index("bufferViews"), packed.Path, out _);
                GltfValue attributes = primitive.Need("attributes");
                var wanted = new List<DracoAttribute>();
                var accessors = new List<int>();
                foreach ((string name, GltfValue id) in packed.Need("attributes").Members()) {
                    // An attribute that the primitive does not name is not used.
                    if (attributes.Find(name) is not { } reference) continue;
                    GltfValue accessor = document.Table("accessors")[reference.Index("accessors")];
                    wanted.Add(new((uint)id.Count(), accessor.Count("componentType") ?? 0, Components(accessor.Text("type"))));
                    accessors.Add(reference.Count());
                }
                int? indices = primitive.Index("indices", "accessors");
                parts.Add(new DracoPart(packed.Path, bytes, wanted));
                take.Add(arrays => {
                    if (indices is { } i) document.DecodedAccessors[i] = new(arrays[0], UnsignedInt: true);
                    for (int k = 0; k < accessors.Count; k++)
                        document.DecodedAccessors[accessors[k]] = new(arrays[1 + k], UnsignedInt: false);
                });
            }
        }
    }

    private static int Components(string? type) => type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, _ => 0 };
}

/// <summary>Decoded values of an accessor, tightly packed.</summary>
/// <param name="Bytes">The values.</param>
/// <param name="UnsignedInt">True for indices of 32 bits, whatever the accessor says.</param>
internal readonly record struct DecodedAccessor(ReadOnlyMemory<byte> Bytes, bool UnsignedInt);
