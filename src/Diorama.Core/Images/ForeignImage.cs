using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Core.Isolation;

namespace Diorama.Core.Images;

/// <summary>
/// An image in one of the many formats whose decoders are less hardened against damaged files: decoded in a <see cref="ParserProcess"/> if
/// one is available, and returned as raw pixel values. PNG, JPEG, OpenEXR and Radiance are decoded in this process.
/// </summary>
public sealed class ForeignImage {
    private const string Name = "image";
    /// <summary>Fraction of a scene file's time limit that one image may take; a scene file may have several images.</summary>
    private const double TimeShare = 0.25;
    /// <summary>Fraction of a scene file's time limit that all images that cannot be decoded may take together.</summary>
    private const double DamagedShare = 0.5;

    private static double secondsLost;

    /// <summary>
    /// Error messages of images that could not be decoded: the same image may be requested again, and some take long to fail.
    /// </summary>
    private static readonly ConcurrentDictionary<(string Name, int Length), string> Refused = [];

    private readonly record struct Header(int Width, int Height, int Channels, PixelType Type, int AlphaChannel, bool AssociatedAlpha,
        int Orientation);

    private readonly Header header;
    private readonly byte[] pixels;

    internal int Width => header.Width;
    internal int Height => header.Height;
    internal int AlphaChannel => header.AlphaChannel;
    internal bool AssociatedAlpha => header.AssociatedAlpha;
    internal int Orientation => header.Orientation;
    internal PixelType Type => header.Type;
    internal string[] ChannelNames { get; }
    internal PixelType[] ChannelTypes { get; }

    /// <summary>Name and function that a <see cref="ParserServer"/> needs to decode images for another process.</summary>
    public static KeyValuePair<string, Action<string, string>> Parser { get; } = new(Name, Decode);

    private ForeignImage(Header header, string[] names, PixelType[] types, byte[] pixels) =>
        (this.header, ChannelNames, ChannelTypes, this.pixels) = (header, names, types, pixels);

    /// <summary>Whether the bytes are none of PNG, JPEG, Radiance or OpenEXR, so that they are decoded in another process.</summary>
    internal static bool Is(ReadOnlySpan<byte> encoded) => !(PngChunks.Is(encoded) || JpegStream.Is(encoded)
        || encoded.StartsWith("#?RADIANCE"u8) || encoded.StartsWith("#?RGBE"u8) || IsExr(encoded));

    internal static bool IsExr(ReadOnlySpan<byte> encoded) =>
        encoded.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(encoded) == 20000630;

    /// <exception cref="BadInputException">The image cannot be decoded.</exception>
    internal static ForeignImage Read(string name, byte[] encoded) {
        if (Refused.TryGetValue((name, encoded.Length), out string? known)) throw new BadInputException(known);
        using var folder = new ScratchFolder("image");
        long start = Stopwatch.GetTimestamp();
        if (Volatile.Read(ref secondsLost) > DamagedShare * ParserProcess.Limits.Seconds) {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"{name} is not decoded: images before it that cannot be decoded have taken {secondsLost:0} seconds."));
        }
        try {
            // Some formats have no signature and are recognised by the file name extension.
            string extension = Path.GetExtension(name), input =
                Path.Combine(folder.Path, "image" + (extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : ""));
            File.WriteAllBytes(input, encoded);
            return ParserProcess.Read(Name, input, name, TimeShare, Take);
        } catch (BadInputException e) {
            Refused[(name, encoded.Length)] = e.Message;
            lock (Refused) secondsLost += Stopwatch.GetElapsedTime(start).TotalSeconds;
            throw;
        }
    }

    private static void Decode(string input, string output) {
        // The message must not show the temporary name, which the user does not know.
        try {
            using ImageReader reader = ImageReader.OpenHere(input);
            AtomicFile.WriteStream(output, stream => Write(reader, stream));
        } catch (BadInputException e) {
            throw new BadInputException(e.Message.Replace(input + " ", "", StringComparison.Ordinal), e);
        }
    }

    private static void Write(ImageReader reader, Stream stream) {
        using var writer = new BinaryWriter(stream);
        PixelType type = reader.PixelType == PixelType.Half ? PixelType.Float : reader.PixelType;
        writer.Write(reader.Width);
        writer.Write(reader.Height);
        writer.Write(reader.Channels);
        writer.Write((int)type);
        writer.Write(reader.AlphaChannel);
        writer.Write(reader.AssociatedAlpha);
        writer.Write(reader.Orientation);
        for (int c = 0; c < reader.Channels; c++) {
            writer.Write(reader.ChannelNames[c]);
            writer.Write((int)reader.ChannelTypes[c]);
        }
        writer.Write(type switch {
            PixelType.UInt8 => reader.ReadBytes(),
            PixelType.UInt16 => MemoryMarshal.AsBytes(reader.ReadUInt16().AsSpan()),
            PixelType.UInt32 => MemoryMarshal.AsBytes(reader.ReadUInt32().AsSpan()),
            _ => MemoryMarshal.AsBytes(reader.ReadFloats().AsSpan()),
        });
    }

    private static ForeignImage Take(string path) {
        using var reader = new BinaryReader(RegularFile.Open(path));
        var header = new Header(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), (PixelType)reader.ReadInt32(),
            reader.ReadInt32(), reader.ReadBoolean(), reader.ReadInt32());
        var names = new string[header.Channels];
        var types = new PixelType[header.Channels];
        for (int c = 0; c < names.Length; c++) (names[c], types[c]) = (reader.ReadString(), (PixelType)reader.ReadInt32());
        int bytes = checked(header.Width * header.Height * header.Channels * (header.Type switch { PixelType.UInt8 => 1,
            PixelType.UInt16 => 2, _ => 4 }));
        byte[] pixels = GC.AllocateUninitializedArray<byte>(bytes);
        reader.BaseStream.ReadExactly(pixels);
        return new(header, names, types, pixels);
    }

    /// <summary>Returns all values converted to another type; integers represent 0 to 1, as for all images.</summary>
    internal T[] As<T>(PixelType type) where T : unmanaged {
        var values = GC.AllocateUninitializedArray<T>(Width * Height * header.Channels);
        if (type == Type) {
            pixels.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
        Span<byte> target = MemoryMarshal.AsBytes(values.AsSpan());
        for (int i = 0; i < values.Length; i++) {
            double share = Share(i);
            switch (type) {
                case PixelType.UInt8: target[i] = (byte)Math.Round(Math.Clamp(share, 0, 1) * byte.MaxValue); break;
                case PixelType.UInt16: MemoryMarshal.Cast<byte, ushort>(target)[i] =
                    (ushort)Math.Round(Math.Clamp(share, 0, 1) * ushort.MaxValue); break;
                case PixelType.UInt32: MemoryMarshal.Cast<byte, uint>(target)[i] =
                    (uint)Math.Round(Math.Clamp(share, 0, 1) * uint.MaxValue); break;
                default: MemoryMarshal.Cast<byte, float>(target)[i] = (float)share; break;
            }
        }
        return values;
    }

    private double Share(int i) => Type switch {
        PixelType.UInt8 => pixels[i] / (double)byte.MaxValue,
        PixelType.UInt16 => MemoryMarshal.Cast<byte, ushort>(pixels)[i] / (double)ushort.MaxValue,
        PixelType.UInt32 => MemoryMarshal.Cast<byte, uint>(pixels)[i] / (double)uint.MaxValue,
        _ => MemoryMarshal.Cast<byte, float>(pixels)[i],
    };
}
