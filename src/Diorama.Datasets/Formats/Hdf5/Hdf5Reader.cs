using Diorama.Core;
using Diorama.Core.Files;
using PureHDF;

namespace Diorama.Datasets.Formats.Hdf5;

/// <summary>Reads the named arrays in the root group of an HDF5 file; nothing of the file is trusted.</summary>
public sealed class Hdf5Reader {
    /// <summary>Largest compression ratio of deflate, with a margin for data that is not compressed.</summary>
    private const long MaxRatio = 1100;

    private readonly IH5Group root;

    private Hdf5Reader(string path, IH5Group root) => (Path, this.root) = (path, root);

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens a file and passes it to <paramref name="content"/>, whose result it returns.</summary>
    /// <exception cref="BadInputException">The file does not exist, is not an HDF5 file, or is damaged.</exception>
    public static T Read<T>(string path, Func<Hdf5Reader, T> content) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        RegularFile.At(path);
        using var file = Checked(path, "be read as HDF5",
            () => H5File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return content(new(path, file));
    }

    /// <summary>Names of the arrays, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => Checked<string[]>(Path, "be read as HDF5",
        () => [.. root.Children().Select(c => c.Name).Order(StringComparer.Ordinal)]);

    /// <summary>Returns an array of float, double, byte, ushort, uint, int or long in row order, and its shape.</summary>
    /// <exception cref="BadInputException">The file has no such array, or its type differs.</exception>
    public (T[] Values, int[] Shape) Array<T>(string name) where T : unmanaged {
        IH5Dataset dataset = Find(name);
        return Checked(Path, $"give '{name}'", () => {
            if (!Holds<T>(dataset.Type))
                throw new BadInputException($"{Path}: '{name}' does not hold numbers of the type {typeof(T).Name}.");
            int[] shape = System.Array.ConvertAll(dataset.Space.Dimensions, n => n <= int.MaxValue ? (int)n : -1);
            var values = new T[Count(name, shape, dataset.Type.Size)];
            if (values.Length > 0) dataset.Read(values);
            return (values, shape);
        });
    }

    /// <summary>Returns a string of fixed or variable length.</summary>
    /// <exception cref="BadInputException">The file has no such string.</exception>
    public string Text(string name) {
        IH5Dataset dataset = Find(name);
        return Checked(Path, $"give '{name}'", () => {
            if (dataset.Type.Class is not (H5DataTypeClass.String or H5DataTypeClass.VariableLength))
                throw new BadInputException($"{Path}: '{name}' does not hold text.");
            Count(name, [dataset.Type.Size], 1);
            return dataset.Read<string>().TrimEnd('\0');
        });
    }

    private IH5Dataset Find(string name) => Checked(Path, $"give '{name}'", () => root.LinkExists(name) ? root.Dataset(name)
        : throw new BadInputException($"{Path} has no array '{name}', only {string.Join(", ", Names)}."));

    private static bool Holds<T>(IH5DataType type) => type.Class switch {
        H5DataTypeClass.FloatingPoint => typeof(T) == typeof(float) && type.Size == 4 || typeof(T) == typeof(double) && type.Size == 8,
        H5DataTypeClass.FixedPoint when type.FixedPoint.IsSigned =>
            typeof(T) == typeof(int) && type.Size == 4 || typeof(T) == typeof(long) && type.Size == 8,
        H5DataTypeClass.FixedPoint => typeof(T) == typeof(byte) && type.Size == 1 || typeof(T) == typeof(ushort) && type.Size == 2
            || typeof(T) == typeof(uint) && type.Size == 4,
        _ => false,
    };

    /// <summary>Number of elements of an array; a shape that is larger than the file can hold is refused.</summary>
    private int Count(string name, int[] shape, int size) {
        long most = Math.Min(System.Array.MaxLength, new FileInfo(Path).Length * MaxRatio / size), count = 1;
        foreach (int n in shape) {
            if (n < 0 || n > 0 && count > most / n) throw new BadInputException($"{Path}: '{name}' has the shape "
                + $"[{string.Join(", ", shape)}], more than a file of this size can hold.");
            count *= n;
        }
        return (int)count;
    }

    /// <summary>The library reports damage by exceptions of many types; each is a sentence about the file.</summary>
    private static T Checked<T>(string path, string action, Func<T> read) {
        try {
            return read();
        } catch (Exception e) when (e is not BadInputException) {
            throw new BadInputException($"{path} cannot {action}: {e.GetBaseException().Message.TrimEnd('.')}.", e);
        }
    }
}
