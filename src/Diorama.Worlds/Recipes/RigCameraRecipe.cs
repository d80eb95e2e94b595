namespace Diorama.Worlds.Recipes;

/// <summary>
/// A camera fixed to the first one. Its position is in the axes of the first one (right, down, forward); its angles are yaw, pitch and
/// roll.
/// </summary>
public sealed class RigCameraRecipe {
    /// <summary>
    /// Name of the camera, part of its file names; unique among the cameras, and not "left" or "right" together with a stereo pair.
    /// Required.
    /// </summary>
    [Text(FileName = true)]
    public string Name { get; set; } = "";
    /// <summary>Position relative to the first camera: right, down, forward, metres.</summary>
    [Limits(AtLeast = -LimitsAttribute.MaxLength, AtMost = LimitsAttribute.MaxLength), Items(Exactly = 3)]
    public double[] Position { get; set; } = [0, 0, 0];
    /// <summary>
    /// Orientation relative to the first camera, degrees: yaw (above 0 the camera turns right), pitch (above 0 it looks up) and roll
    /// (above 0 it turns clockwise as seen from behind it), each about the axes that the turn before has left.
    /// </summary>
    [Limits(AtLeast = -360, AtMost = 360), Items(Exactly = 3)]
    public double[] Angles { get; set; } = [0, 0, 0];
}
