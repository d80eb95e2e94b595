using System.Runtime.InteropServices;

namespace Diorama.Core.Colors;

/// <summary>
/// A pixel of an 8-bit image with alpha: sRGB-encoded colour, not multiplied by alpha (unassociated); four bytes without padding.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Rgba8(byte R, byte G, byte B, byte A);
