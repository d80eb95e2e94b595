using System.Runtime.InteropServices;

namespace Diorama.Datasets.Formats.Hdf5;

/// <summary>
/// The functions of Debian's serial libhdf5 that are used, by their own names (HDF5 1.10 reference manual). Handles are 64 bits, negative on failure; what cannot
/// fail with a valid handle is declared without a result.
/// </summary>
internal static unsafe partial class Hdf5Library {
    private const string Library = "hdf5_serial";

    /// <summary>The library is not thread-safe: whoever calls it holds this.</summary>
    internal static Lock Access { get; } = new();

    internal const int Scalar = 0, ByName = 0, Increasing = 0;
    internal const uint Truncate = 2, ReadOnly = 0;

    private static readonly nint handle = Open();

    private static nint Open() {
        nint library = NativeLibrary.Load(Library, typeof(Hdf5Library).Assembly, null);
        H5open();
        // Errors become exceptions here; the library need not print them as well.
        H5Eset_auto2(0, 0, 0);
        return library;
    }

    /// <summary>A predefined type or class, which C knows as a macro over a variable.</summary>
    internal static long Constant(string name) => *(long*)NativeLibrary.GetExport(handle, name + "_g");

    [LibraryImport(Library)] private static partial void H5open();
    [LibraryImport(Library)] private static partial void H5Eset_auto2(long stack, nint function, nint data);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Fcreate(string path, uint flags, long creation, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Fopen(string path, uint flags, long access);
    [LibraryImport(Library)] internal static partial int H5Fclose(long file);
    [LibraryImport(Library)] internal static partial long H5Screate(int kind);
    [LibraryImport(Library)] internal static partial long H5Screate_simple(int rank, ulong* size, ulong* largest);
    [LibraryImport(Library)] internal static partial int H5Sget_simple_extent_ndims(long space);
    [LibraryImport(Library)] internal static partial void H5Sget_simple_extent_dims(long space, ulong* size, ulong* largest);
    [LibraryImport(Library)] internal static partial void H5Sclose(long space);
    [LibraryImport(Library)] internal static partial long H5Pcreate(long kind);
    [LibraryImport(Library)] internal static partial int H5Pset_file_locking(long properties, [MarshalAs(UnmanagedType.U1)] bool use, [MarshalAs(UnmanagedType.U1)] bool ignoreWhenDisabled);
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
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Dcreate2(long file, string name, long type, long space, long link, long creation, long access);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial long H5Dopen2(long file, string name, long access);
    [LibraryImport(Library)] internal static partial long H5Dget_space(long dataset);
    [LibraryImport(Library)] internal static partial long H5Dget_type(long dataset);
    [LibraryImport(Library)] internal static partial int H5Dwrite(long dataset, long type, long memory, long space, long transfer, void* values);
    [LibraryImport(Library)] internal static partial int H5Dread(long dataset, long type, long memory, long space, long transfer, void* values);
    [LibraryImport(Library)] internal static partial int H5Dclose(long dataset);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint H5Lget_name_by_idx(long file, string group, int index, int order, ulong n, byte* name, nuint size, long access);
}
