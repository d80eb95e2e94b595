using System.Globalization;
using System.Numerics;
using Diorama.Core;

namespace Diorama.Assets.Import;

/// <summary>Parses sizes as users write them.</summary>
public static class ImportSize {
    /// <summary>Parses "45x52x90", centimetres of width, depth and height, and returns metres.</summary>
    /// <param name="text">Three numbers separated by x.</param>
    /// <param name="where">Beginning of the error message.</param>
    public static Vector3 Parse(string text, string where) {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('x', StringSplitOptions.TrimEntries);
        Span<float> cm = stackalloc float[3];
        for (int i = 0; i < 3; i++) {
            if (parts.Length != 3 || !float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out cm[i]) || !(cm[i] > 0)
                || !float.IsFinite(cm[i])) {
                throw new BadInputException($"{where} is '{text}', expected width, depth and height in centimetres such as 45x52x90");
            }
        }
        return new Vector3(cm[0], cm[1], cm[2]) / 100;
    }
}
