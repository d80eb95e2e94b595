using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>Bindings for the functions and structures of native/meshfile.cpp, with the same names; see native/meshfile.h.</summary>
internal static unsafe class MeshFileShim {
    private const string Library = "diorama_meshfile";

    [StructLayout(LayoutKind.Sequential)]
    internal struct Counts {
        public int Nodes, Meshes, Materials, Textures, Cameras, Lights, Animations, MissingFiles, Warnings;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NodeEntry {
        public byte* Name;
        public uint* Meshes;
        public int Parent, MeshCount;
        public Affine3 ParentFromNode;
        public Vector3 Translation;
        public fixed float RotationXyzw[4];
        public Vector3 Scale;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct MeshEntry {
        public byte* Name;
        public Vector3* Positions, Normals, Tangents, Bitangents;
        public float* Colors;
        public Vector3* Uv0, Uv1, Uv2, Uv3, Uv4, Uv5, Uv6, Uv7;
        public int Vertices, Material, Bones, Morphs, Faces, Corners, Lines, Points;

        public readonly Vector3* Uv(int set) => set switch {
            0 => Uv0, 1 => Uv1, 2 => Uv2, 3 => Uv3, 4 => Uv4, 5 => Uv5, 6 => Uv6, _ => Uv7,
        };
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct VertexWeight {
        public uint Vertex;
        public float Weight;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct BoneEntry {
        public byte* Name;
        public VertexWeight* Weights;
        public int Count;
        public Affine3 JointFromMesh;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct MorphEntry {
        public byte* Name;
        public Vector3* Positions, Normals;
        public float Weight;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PropertyEntry {
        public byte* Key;
        public void* Data;
        public int Size, Semantic, Index, Type;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TextureEntry {
        public byte* Name;
        public byte* Format;
        public byte* Bytes;
        public int Size;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct CameraEntry {
        public byte* Name;
        public Vector3 Position, Up, LookAt;
        public float HorizontalFov, Aspect, OrthographicHalfWidth;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct LightEntry {
        public byte* Name;
        public Vector3 Position, Direction, Up, Color;
        public float AttenuationConstant, AttenuationLinear, AttenuationQuadratic, InnerCone, OuterCone, SizeX, SizeY;
        public int Kind;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct AnimationEntry {
        public byte* Name;
        public double TicksPerSecond;
        public int Channels, MorphChannels;
    }

    /// <summary>A key of a translation or scale (x, y, z) or of a rotation (w, x, y, z).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Key {
        public double Tick;
        public float A, B, C, D;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ChannelEntry {
        public byte* Node;
        public Key* Translations, Rotations, Scales;
        public int TranslationCount, RotationCount, ScaleCount;
    }

    [DllImport(Library)] internal static extern nint diorama_mesh_file_open(byte* path, byte* error, int errorSize);
    [DllImport(Library)] internal static extern int diorama_mesh_file_save(nint file, byte* path, byte* error, int errorSize);
    [DllImport(Library)] internal static extern nint diorama_mesh_file_load(byte* path, byte* error, int errorSize);
    [DllImport(Library)] internal static extern byte* diorama_mesh_file_warning(nint file, int index);
    [DllImport(Library)] internal static extern void diorama_mesh_file_warn(nint file, byte* text);
    [DllImport(Library)] internal static extern void diorama_mesh_file_close(nint file);
    [DllImport(Library)] internal static extern void diorama_mesh_file_count(nint file, out Counts counts);
    [DllImport(Library)] internal static extern int diorama_mesh_file_metadata(nint file, byte* key, out double value);
    [DllImport(Library)] internal static extern byte* diorama_mesh_file_missing(nint file, int index);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_node(nint file, int index, out NodeEntry node);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_mesh(nint file, int index, out MeshEntry mesh);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_faces(nint file, int mesh, int* sizes, int* corners);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_bone(nint file, int mesh, int index, out BoneEntry bone);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_morph(nint file, int mesh, int index, out MorphEntry morph);
    [DllImport(Library)] internal static extern int diorama_mesh_file_property_count(nint file, int material);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_property(nint file, int material, int index,
        out PropertyEntry property);
    [DllImport(Library)] internal static extern int diorama_mesh_file_find_texture(nint file, byte* path);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_texture(nint file, int index, out TextureEntry texture);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_camera(nint file, int index, out CameraEntry camera);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_light(nint file, int index, out LightEntry light);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_animation(nint file, int index, out AnimationEntry animation);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_channel(nint file, int animation, int index,
        out ChannelEntry channel);
    [DllImport(Library)] internal static extern byte* diorama_mesh_file_morph_channel(nint file, int animation, int index, out int keys);
    [DllImport(Library)] internal static extern void diorama_mesh_file_get_morph_keys(nint file, int animation, int index, int morphs,
        double* ticks, float* weights);

    internal static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";
}
