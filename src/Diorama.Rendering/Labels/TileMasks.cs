using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Rendering.Integrators;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Gathers instance masks tile by tile on one thread: a tile holds 16×16 bits for each instance visible in it, so the cost depends on the
/// number of instances per tile and not on their total number.
/// </summary>
internal sealed class TileMasks(int instances) {
    private readonly int[] entryOf = NewTable(instances + 1);
    private Entry[] entries = new Entry[256];
    private int count, tileStart, tile;

    public struct Entry {
        public int Id, Tile;
        public Rows Bits;
    }

    /// <summary>Bits of a tile: one bit per pixel, one 16-bit value per row.</summary>
    [InlineArray(Tiles.Size)]
    public struct Rows {
        private ushort first;
    }

    private static int[] NewTable(int length) {
        var table = new int[length];
        Array.Fill(table, -1);
        return table;
    }

    public void Begin(int tileIndex) => (tile, tileStart) = (tileIndex, count);

    /// <summary>Marks a pixel, given by its position within the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int id, int x, int y) {
        int entry = entryOf[id];
        // Entries of earlier tiles remain in the table; their index is smaller than that of the first entry of this tile.
        if (entry < tileStart) entry = Add(id);
        entries[entry].Bits[y] |= (ushort)(1 << x);
    }

    private int Add(int id) {
        if (count == entries.Length) Array.Resize(ref entries, 2 * count);
        entries[count] = new() { Id = id, Tile = tile };
        return entryOf[id] = count++;
    }

    /// <summary>Joins the masks of all threads; the result does not depend on their number or order.</summary>
    public static InstanceMasks Join(IReadOnlyCollection<TileMasks> parts, int instances, int width, int height) {
        var all = new Entry[parts.Sum(p => p.count)];
        var keys = new long[all.Length];
        int n = 0;
        foreach (TileMasks part in parts) {
            part.entries.AsSpan(0, part.count).CopyTo(all.AsSpan(n));
            for (int i = 0; i < part.count; i++, n++) keys[n] = (long)all[n].Id << 32 | (uint)all[n].Tile;
        }
        Array.Sort(keys, all);

        int across = (width + Tiles.Size - 1) / Tiles.Size;
        var first = new int[instances + 2];
        var runs = new List<PixelRun>(8 * all.Length);
        int next = 0;
        for (int id = 0; id <= instances; id++) {
            first[id] = runs.Count;
            while (next < all.Length && all[next].Id == id) {
                int row = all[next].Tile / across, end = next;
                while (end < all.Length && all[end].Id == id && all[end].Tile / across == row) end++;
                AddRuns(all.AsSpan(next, end - next), row, across, width, runs);
                next = end;
            }
        }
        first[instances + 1] = runs.Count;
        return new(width, height, first, [.. runs]);
    }

    /// <summary>Adds the runs of one instance in one row of tiles, which are ordered from left to right.</summary>
    private static void AddRuns(ReadOnlySpan<Entry> tiles, int tileRow, int across, int width, List<PixelRun> runs) {
        for (int y = 0; y < Tiles.Size; y++) {
            int start = -1, end = -1;
            foreach (ref readonly Entry entry in tiles) {
                uint bits = entry.Bits[y];
                int x0 = (tileRow * Tiles.Size + y) * width + (entry.Tile - tileRow * across) * Tiles.Size;
                for (int x = 0; bits != 0;) {
                    int skip = BitOperations.TrailingZeroCount(bits);
                    bits >>= skip;
                    x += skip;
                    int length = BitOperations.TrailingZeroCount(~bits);
                    if (x0 + x != end) {
                        if (end > start) runs.Add(new(start, end - start));
                        start = x0 + x;
                    }
                    end = x0 + x + length;
                    bits >>= length;
                    x += length;
                }
            }
            if (end > start) runs.Add(new(start, end - start));
        }
    }
}
