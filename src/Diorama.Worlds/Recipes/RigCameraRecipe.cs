namespace Diorama.Worlds.Recipes;

/// <summary>A camera fixed to the first one. Position in its axes (right, down, forward); angles yaw, pitch, roll.</summary>
public sealed class RigCameraRecipe {
    /// <summary>
    /// Part of the names of its files, its own among the cameras; of a stereo pair "left" and "right" are taken. Required.
    /// </summary>
    [Text(FileName = true)]
    public string Name { get; set; } = "";
    /// <summary>Metres to the right, down and forward of the first camera.</summary>
    [Limits(AtLeast = -LimitsAttribute.Farthest, AtMost = LimitsAttribute.Farthest), Items(Exactly = 3)]
    public double[] Position { get; set; } = [0, 0, 0];
    /// <summary>Yaw, pitch and roll against the first camera, degrees.</summary>
    [Limits(AtLeast = -360, AtMost = 360), Items(Exactly = 3)]
    public double[] Angles { get; set; } = [0, 0, 0];
}
