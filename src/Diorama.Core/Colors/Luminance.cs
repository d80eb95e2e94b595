using System.Numerics;

namespace Diorama.Core.Colors;

/// <summary>Relative luminance of linear Rec.709 colour (ITU-R BT.709-6, item 3.2).</summary>
public static class Luminance {
    public static Vector3 Weights { get; } = new(0.2126f, 0.7152f, 0.0722f);

    public static float Of(Vector3 linear) => 0.2126f * linear.X + 0.7152f * linear.Y + 0.0722f * linear.Z;
}
