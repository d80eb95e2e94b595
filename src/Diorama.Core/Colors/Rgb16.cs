using System.Runtime.InteropServices;

namespace Diorama.Core.Colors;

/// <summary>A pixel of three 16-bit values, as PNG files that hold measurements (not colours) store them.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
public readonly record struct Rgb16(ushort R, ushort G, ushort B);
