using System.Runtime.InteropServices;

namespace Diorama.Core.Colors;

/// <summary>A pixel of an 8-bit image: sRGB-encoded, three bytes without padding.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Rgb8(byte R, byte G, byte B);
