using System.Text;

namespace Diorama.Assets.Tests.Animals;

/// <summary>Writes small files of 0 A.D. by hand, in the game's own axes.</summary>
internal static class GameFileBytes {
    /// <summary>
    /// A triangle on two bones, version 4. Vertices (0,0,0), (1,0,0), (0,2,−3) follow bone 0; bone 1; both by a quarter and three quarters.
    /// Bone 1 is at (0, 2, 0), turned by 90° about the game's +Y. One prop point "antler" on bone 1.
    /// </summary>
    public static byte[] Pmd(uint version = 4, byte lastBone = 1, ushort lastVertex = 2) => File("PSMD", version, w => {
        w.Write(3);
        if (version >= 4) w.Write(1);
        Vertex(w, (0, 0, 0), (0.25f, 0.125f), [0, 255, 255, 255], [1, 0, 0, 0]);
        Vertex(w, (1, 0, 0), (1, 0), [1, 255, 255, 255], [1, 0, 0, 0]);
        Vertex(w, (0, 2, -3), (0, 1), [0, lastBone, 255, 255], [0.25f, 0.75f, 0, 0]);
        w.Write(1);
        foreach (ushort v in (ushort[])[0, 1, lastVertex]) w.Write(v);
        w.Write(2);
        Floats(w, 0, 0, 0, 0, 0, 0, 1);
        Floats(w, 0, 2, 0, 0, MathF.Sqrt(0.5f), 0, MathF.Sqrt(0.5f));
        if (version < 2) return;
        w.Write(1);
        Text(w, "antler");
        Floats(w, 0.5f, 0, 0, 0, 0, 0, 1);
        w.Write((byte)1);
    });

    /// <summary>Two bones over three frames: bone 0 rests, bone 1 moves along the game's +Z by one unit a frame.</summary>
    public static byte[] Psa(uint bones = 2, int frames = 3) => File("PSSA", 1, w => {
        Text(w, "walk");
        w.Write(33.3f);
        w.Write(bones);
        w.Write(3);
        for (int f = 0; f < frames; f++) {
            Floats(w, 0, 0, 0, 0, 0, 0, 1);
            Floats(w, 0, 2, f, 0, 0, 0, 1);
        }
    });

    private static byte[] File(string magic, uint version, Action<BinaryWriter> body) {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Encoding.ASCII.GetBytes(magic));
        writer.Write(version);
        writer.Write(0);
        body(writer);
        stream.Position = 8;
        writer.Write((uint)stream.Length - 12);
        return stream.ToArray();
    }

    private static void Vertex(BinaryWriter w, (float X, float Y, float Z) at, (float U, float V) uv, byte[] bones, float[] weights) {
        Floats(w, at.X, at.Y, at.Z, 0, 1, 0, uv.U, uv.V);
        w.Write(bones);
        Floats(w, weights);
    }

    private static void Floats(BinaryWriter w, params float[] values) {
        foreach (float v in values) w.Write(v);
    }

    private static void Text(BinaryWriter w, string text) {
        w.Write(text.Length);
        w.Write(Encoding.ASCII.GetBytes(text));
    }
}
