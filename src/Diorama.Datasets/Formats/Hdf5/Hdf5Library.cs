using System.Runtime.InteropServices;
using Diorama.Core;

namespace Diorama.Datasets.Formats.Hdf5;

/// <summary>
/// The functions of serial libhdf5, version 1.10.7 or later, that Diorama uses, under their own names (HDF5 reference manual). Handles are
/// 64 bits, negative on failure; functions that cannot fail with a valid handle are declared without a result.
/// </summary>
internal static unsafe partial class Hdf5Library {
    private const string Library = "hdf5_serial";

    /// <summary>Lock that every caller must hold, as the library is not thread-safe.</summary>
    internal static Lock Access { get; } = new();

    internal const int Scalar = 0, ByName = 0, Increasing = 0;
    internal const uint Truncate = 2, ReadOnly = 0;

    /// <summary>
    /// File names of the library: as installed by libhdf5-dev, as installed by Debian 13 and 12 without that package, and the names on
    /// systems without a separate serial library.
    /// </summary>
    private static readonly string[] names =
        ["libhdf5_serial.so", "libhdf5_serial.so.310", "libhdf5_serial.so.103", "libhdf5.so", "libhdf5.so.310", "libhdf5.so.200",
        "libhdf5.so.103"];

    private static readonly Lazy<nint> handle = new(Load);

    static Hdf5Library() =>
        NativeLibrary.SetDllImportResolver(typeof(Hdf5Library).Assembly, (name, _, _) => name == Library ? handle.Value : 0);

    private static nint Load() {
        foreach (string name in names) {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            _ = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "H5open"))();
            // Errors become exceptions in Diorama; the library need not print them as well.
            _ = ((delegate* unmanaged<long, nint, nint, int>)NativeLibrary.GetExport(library, "H5Eset_auto2"))(0, 0, 0);
            return library;
        }
        throw MissingLibraryException.Of("HDF5", "libhdf5-dev");
    }

    /// <summary>Version of the library, such as 1.10.8.</summary>
    internal static string Version {
        get {
            uint major, minor, release;
            _ = H5get_libversion(&major, &minor, &release);
            return $"{major}.{minor}.{release}";
        }
    }

    /// <summary>Handle of a predefined type or class, which C accesses through a macro over a global variable.</summary>
    internal static long Constant(string name) => *(long*)NativeLibrary.GetExport(handle.Value, name + "_g");

    [LibraryImport(Library)] private static partial int H5get_libversion(uint* major, uint* minor, uint* release);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Fcreate(string path, uint flags,
        long creation, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Fopen(string path, uint flags,
        long access);
    [LibraryImport(Library)] internal static partial int H5Fclose(long file);
    [LibraryImport(Library)] internal static partial long H5Screate(int kind);
    [LibraryImport(Library)] internal static partial long H5Screate_simple(int rank, ulong* size, ulong* largest);
    [LibraryImport(Library)] internal static partial int H5Sget_simple_extent_ndims(long space);
    [LibraryImport(Library)] internal static partial void H5Sget_simple_extent_dims(long space, ulong* size, ulong* largest);
    [LibraryImport(Library)] internal static partial void H5Sclose(long space);
    [LibraryImport(Library)] internal static partial long H5Pcreate(long kind);
    [LibraryImport(Library)] internal static partial int H5Pset_file_locking(long properties, [MarshalAs(UnmanagedType.U1)] bool use,
        [MarshalAs(UnmanagedType.U1)] bool ignoreWhenDisabled);
    [LibraryImport(Library)] internal static partial int H5Pset_chunk(long properties, int rank, ulong* size);
    [LibraryImport(Library)] internal static partial int H5Pset_shuffle(long properties);
    [LibraryImport(Library)] internal static partial int H5Pset_deflate(long properties, uint level);
    [LibraryImport(Library)] internal static partial void H5Pset_obj_track_times(long properties, [MarshalAs(UnmanagedType.U1)] bool track);
    [LibraryImport(Library)] internal static partial void H5Pclose(long properties);
    [LibraryImport(Library)] internal static partial long H5Tcopy(long type);
    [LibraryImport(Library)] internal static partial int H5Tset_size(long type, nuint size);
    [LibraryImport(Library)] internal static partial nuint H5Tget_size(long type);
    [LibraryImport(Library)] internal static partial int H5Tequal(long a, long b);
    [LibraryImport(Library)] internal static partial void H5Tclose(long type);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Dcreate2(long file, string name,
        long type, long space, long link, long creation, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Dopen2(long file, string name,
        long access);
    [LibraryImport(Library)] internal static partial long H5Dget_space(long dataset);
    [LibraryImport(Library)] internal static partial long H5Dget_type(long dataset);
    [LibraryImport(Library)] internal static partial int H5Dwrite(long dataset, long type, long memory, long space, long transfer,
        void* values);
    [LibraryImport(Library)] internal static partial int H5Dread(long dataset, long type, long memory, long space, long transfer,
        void* values);
    [LibraryImport(Library)] internal static partial int H5Dclose(long dataset);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint H5Lget_name_by_idx(long file,
        string group, int index, int order, ulong n, byte* name, nuint size, long access);
}
