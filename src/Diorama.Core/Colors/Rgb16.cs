using System.Runtime.InteropServices;

namespace Diorama.Core.Colors;

/// <summary>Three 16-bit numbers of a pixel, as measures in PNG files have them.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
public readonly record struct Rgb16(ushort R, ushort G, ushort B);
