using System.Runtime.CompilerServices;
using System.Text;
using Diorama.Core.Files;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace Diorama.Datasets.Formats.Hdf5;

/// <summary>
/// An HDF5 file of named arrays in one group, compressed (shuffle and gzip, in chunks of rows). No timestamps are stored: equal content
/// gives equal bytes.
/// </summary>
public sealed class Hdf5Writer {
    private const int ChunkBytes = 1 << 18;

    private static readonly List<H5Filter> Compression =
        [ShuffleFilter.Id, new(DeflateFilter.Id, new() { [DeflateFilter.COMPRESSION_LEVEL] = 1 })];

    private readonly H5File file = [];
    private int longestText = 1;

    private Hdf5Writer() { }

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    public static void Write(string path, Action<Hdf5Writer> content) => AtomicFile.Write(path, temporary => {
        var writer = new Hdf5Writer();
        content(writer);
        writer.file.Write(temporary, new H5WriteOptions(DefaultStringLength: writer.longestText));
    });

    /// <summary>Adds an array of float, double, byte, ushort, uint, int or long.</summary>
    /// <param name="name">Name of the array.</param>
    /// <param name="values">Elements in row order.</param>
    /// <param name="shape">Shape whose product is the number of elements.</param>
    public void Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged {
        var size = new ulong[shape.Length];
        var chunk = new uint[shape.Length];
        long count = 1;
        for (int i = 0; i < shape.Length; i++) {
            (size[i], chunk[i]) = ((ulong)shape[i], (uint)shape[i]);
            count *= shape[i];
        }
        if (count != values.Length) throw new ArgumentException($"{values.Length} values given for a shape of {count}", nameof(shape));
        if (count == 0) {
            file[name] = new H5Dataset(values.ToArray(), fileDims: size);
            return;
        }
        chunk[0] = (uint)Math.Clamp(ChunkBytes / (count / shape[0] * Unsafe.SizeOf<T>()), 1, shape[0]);
        file[name] = new H5Dataset(values.ToArray(), chunk, fileDims: size, datasetCreation: new H5DatasetCreation(Filters: Compression));
    }

    /// <summary>
    /// Adds a string of fixed length, as <c>numpy.string_</c> writes it. All strings of a file have the length of its longest one, the
    /// others end in zeros, which readers of fixed strings drop.
    /// </summary>
    public void AddText(string name, string text) {
        longestText = Math.Max(longestText, Encoding.UTF8.GetByteCount(text));
        file[name] = new H5Dataset(text);
    }
}
