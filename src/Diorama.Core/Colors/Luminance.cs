using System.Numerics;

namespace Diorama.Core.Colors;

/// <summary>Relative luminance of linear Rec.709 colour (ITU-R BT.709-6, item 3.2).</summary>
public static class Luminance {
    /// <summary>
    /// Luminous efficacy in lm/W by which all light of Diorama is converted: the luminance of a linear colour in W·sr⁻¹·m⁻² times this is
    /// in cd/m². It is that of light at 555 nm (SI, K_cd), so the unit counts light as the eye does, not its energy.
    /// </summary>
    public const float LumensPerWatt = 683;

    public static Vector3 Weights { get; } = new(0.2126f, 0.7152f, 0.0722f);

    public static float Of(Vector3 linear) => 0.2126f * linear.X + 0.7152f * linear.Y + 0.0722f * linear.Z;
}
