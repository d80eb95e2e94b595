using System.Text;
using Diorama.Core;
using Diorama.Core.Files;
using static Diorama.Datasets.Formats.Hdf5.Hdf5Library;

namespace Diorama.Datasets.Formats.Hdf5;

/// <summary>
/// An HDF5 file of named arrays in one group, compressed (shuffle and gzip, in chunks of rows). No timestamps are stored: equal content
/// gives equal bytes.
/// </summary>
public sealed unsafe class Hdf5File : IDisposable {
    private const uint GzipLevel = 1;
    private const int ChunkBytes = 1 << 18;

    /// <summary>Largest compression ratio of deflate, with a margin for data that is not compressed.</summary>
    private const long LargestRatio = 1100;

    private readonly string path;
    private readonly long file;
    private bool closed;

    private Hdf5File(string path, long file) => (this.path, this.file) = (path, file);

    /// <summary>Version of the HDF5 library in use, such as 1.10.8.</summary>
    public static string LibraryVersion {
        get {
            lock (Access) return Hdf5Library.Version;
        }
    }

    /// <summary>Path of the file.</summary>
    public string Path => path;

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    public static void Write(string path, Action<Hdf5File> content) => AtomicFile.Write(path, temporary => {
        lock (Access) {
            using var file = Open(access => H5Fcreate(temporary, Truncate, 0, access), path, "be created");
            content(file);
            file.Close();
        }
    });

    /// <exception cref="BadInputException">The file does not exist or is not an HDF5 file.</exception>
    public static T Read<T>(string path, Func<Hdf5File, T> content) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        lock (Access) {
            using var file = Open(access => H5Fopen(path, ReadOnly, access), path, "be read as HDF5");
            return content(file);
        }
    }

    /// <summary>
    /// Opens a file without the library's locks: a process that is started meanwhile inherits the open file and with it the lock, and
    /// nobody can open the file until that process ends. Files appear whole, so the lock is not needed.
    /// </summary>
    private static Hdf5File Open(Func<long, long> open, string path, string action) {
        long access = H5Pcreate(Constant("H5P_CLS_FILE_ACCESS_ID"));
        Checked(H5Pset_file_locking(access, false, true), path, action);
        try {
            return new(path, Checked(open(access), path, action));
        } finally {
            H5Pclose(access);
        }
    }

    /// <summary>Adds an array of float, double, byte, ushort, uint, int or long.</summary>
    public void Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged {
        Span<ulong> size = stackalloc ulong[shape.Length], chunk = stackalloc ulong[shape.Length];
        long count = 1;
        for (int i = 0; i < shape.Length; i++) {
            size[i] = chunk[i] = (ulong)shape[i];
            count *= shape[i];
        }
        if (count != values.Length) throw new ArgumentException($"{values.Length} values given for a shape of {count}", nameof(shape));
        if (count > 0) chunk[0] = (ulong)Math.Clamp(ChunkBytes / (count / shape[0] * sizeof(T)), 1, shape[0]);
        long type = TypeOf<T>(), creation = Properties();
        if (count > 0) {
            fixed (ulong* c = chunk) Checked(H5Pset_chunk(creation, shape.Length, c), path, "be written");
            Checked(H5Pset_shuffle(creation), path, "be written");
            Checked(H5Pset_deflate(creation, GzipLevel), path, "be written");
        }
        fixed (ulong* s = size)
        fixed (T* v = values) Create(name, type, Checked(H5Screate_simple(shape.Length, s, null), path, "be written"), creation, v);
    }

    /// <summary>Adds a string of fixed length, as <c>numpy.string_</c> writes it.</summary>
    public void AddText(string name, string text) {
        byte[] bytes = Encoding.UTF8.GetBytes(text.Length == 0 ? "\0" : text);
        long type = H5Tcopy(Constant("H5T_C_S1"));
        Checked(H5Tset_size(type, (nuint)bytes.Length), path, "be written");
        fixed (byte* v = bytes) Create(name, type, Checked(H5Screate(Scalar), path, "be written"), Properties(), v);
        H5Tclose(type);
    }

    private static long Properties() {
        long creation = H5Pcreate(Constant("H5P_CLS_DATASET_CREATE_ID"));
        H5Pset_obj_track_times(creation, false);
        return creation;
    }

    /// <summary>Creates and writes a dataset; closes <paramref name="space"/> and <paramref name="creation"/>.</summary>
    private void Create(string name, long type, long space, long creation, void* values) {
        long dataset = Checked(H5Dcreate2(file, name, type, space, 0, creation, 0), path, $"take '{name}'");
        Checked(H5Dwrite(dataset, type, 0, 0, 0, values), path, $"take '{name}'");
        Checked(H5Dclose(dataset), path, $"take '{name}'");
        H5Sclose(space);
        H5Pclose(creation);
    }

    /// <summary>Names of the arrays, in alphabetical order.</summary>
    public IReadOnlyList<string> Names {
        get {
            var names = new List<string>();
            Span<byte> name = stackalloc byte[256];
            while (true) {
                nint length;
                fixed (byte* n = name) length = H5Lget_name_by_idx(file, ".", ByName, Increasing, (ulong)names.Count, n, (nuint)name.Length,
                    0);
                if (length < 0) return names;
                names.Add(Encoding.UTF8.GetString(name[..(int)length]));
            }
        }
    }

    /// <exception cref="BadInputException">The file has no such array, or its type differs.</exception>
    public (T[] Values, int[] Shape) Array<T>(string name) where T : unmanaged => Open(name, (dataset, type, shape) => {
        if (H5Tequal(type, TypeOf<T>()) <= 0)
            throw new BadInputException($"{path}: '{name}' does not hold numbers of the type {typeof(T).Name}.");
        var values = new T[Count(name, shape, sizeof(T))];
        fixed (T* v = values) Checked(H5Dread(dataset, TypeOf<T>(), 0, 0, 0, v), path, $"give '{name}'");
        return (values, shape);
    });

    public string Text(string name) => Open(name, (dataset, type, _) => {
        var bytes = new byte[Count(name, [(int)Math.Min(int.MaxValue, H5Tget_size(type))], 1)];
        fixed (byte* v = bytes) Checked(H5Dread(dataset, type, 0, 0, 0, v), path, $"give '{name}'");
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    });

    /// <summary>Number of elements of an array; a shape that is larger than the file can hold is refused.</summary>
    private int Count(string name, int[] shape, int size) {
        long most = Math.Min(System.Array.MaxLength, new FileInfo(path).Length * LargestRatio / size), count = 1;
        foreach (int n in shape) {
            if (n < 0 || n > 0 && count > most / n) throw new BadInputException($"{path}: '{name}' has the shape "
                + $"[{string.Join(", ", shape)}], more than a file of this size can hold.");
            count *= n;
        }
        return (int)count;
    }

    private T Open<T>(string name, Func<long, long, int[], T> use) {
        long dataset = H5Dopen2(file, name, 0);
        if (dataset < 0) throw new BadInputException($"{path} has no array '{name}', only {string.Join(", ", Names)}.");
        long type = H5Dget_type(dataset), space = H5Dget_space(dataset);
        try {
            var size = new ulong[Math.Max(0, H5Sget_simple_extent_ndims(space))];
            fixed (ulong* s = size) H5Sget_simple_extent_dims(space, s, null);
            return use(dataset, type, System.Array.ConvertAll(size, n => n <= int.MaxValue ? (int)n : -1));
        } finally {
            H5Tclose(type);
            H5Sclose(space);
            _ = H5Dclose(dataset);
        }
    }

    private static long TypeOf<T>() => Constant(
        typeof(T) == typeof(float) ? "H5T_IEEE_F32LE" : typeof(T) == typeof(double) ? "H5T_IEEE_F64LE"
            : typeof(T) == typeof(byte) ? "H5T_STD_U8LE"
        : typeof(T) == typeof(ushort) ? "H5T_STD_U16LE" : typeof(T) == typeof(uint) ? "H5T_STD_U32LE"
        : typeof(T) == typeof(int) ? "H5T_STD_I32LE"
        : typeof(T) == typeof(long) ? "H5T_STD_I64LE"
        : throw new NotSupportedException($"HDF5 arrays of {typeof(T).Name} are not written"));

    private static long Checked(long result, string path, string action) =>
        result >= 0 ? result : throw new BadInputException($"{path} cannot {action}.");

    /// <summary>Closes the file: what is still in memory is written now, so that a full disk is noticed.</summary>
    private void Close() {
        if (closed) return;
        closed = true;
        Checked(H5Fclose(file), path, "be written to its end");
    }

    /// <summary>Closes the file after a failure, ignoring further errors.</summary>
    void IDisposable.Dispose() {
        if (!closed) _ = H5Fclose(file);
        closed = true;
    }
}
