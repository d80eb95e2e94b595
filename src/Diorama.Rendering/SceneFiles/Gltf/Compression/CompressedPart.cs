namespace Diorama.Rendering.SceneFiles.Gltf.Compression;

/// <summary>A compressed piece of a glTF file: its bytes, and what they hold.</summary>
/// <param name="Where">JSON path of the extension, for messages.</param>
/// <param name="Bytes">The compressed bytes.</param>
internal abstract record CompressedPart(string Where, ReadOnlyMemory<byte> Bytes);

/// <summary>A primitive of KHR_draco_mesh_compression.</summary>
/// <param name="Where">JSON path of the extension, for messages.</param>
/// <param name="Bytes">The compressed bytes.</param>
/// <param name="Attributes">Attributes that are wanted, in the order in which their values are returned after the indices.</param>
internal sealed record DracoPart(string Where, ReadOnlyMemory<byte> Bytes, IReadOnlyList<DracoAttribute> Attributes)
    : CompressedPart(Where, Bytes);

/// <summary>An attribute of a Draco mesh.</summary>
/// <param name="Id">Its unique id.</param>
/// <param name="ComponentType">Component type of the accessor, as glTF numbers them.</param>
/// <param name="Components">Number of components of the accessor.</param>
internal readonly record struct DracoAttribute(uint Id, int ComponentType, int Components);

/// <summary>A buffer view of EXT_meshopt_compression.</summary>
/// <param name="Where">JSON path of the extension, for messages.</param>
/// <param name="Bytes">The compressed bytes.</param>
/// <param name="Mode">0 attributes, 1 triangles, 2 indices.</param>
/// <param name="Filter">0 none, 1 octahedral, 2 quaternion, 3 exponential.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Stride">Bytes of an element.</param>
internal sealed record MeshoptPart(string Where, ReadOnlyMemory<byte> Bytes, int Mode, int Filter, int Count, int Stride)
    : CompressedPart(Where, Bytes);
