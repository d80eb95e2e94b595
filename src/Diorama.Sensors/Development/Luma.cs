using Diorama.Core.Images;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Development;

/// <summary>Luma of encoded colours as in JPEG (ITU-T T.871): Y = 0.299 R + 0.587 G + 0.114 B.</summary>
internal static class Luma {
    internal const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    internal static Image<float> Of(ColorPlanes planes, int threads = 0) {
        var luma = new Image<float>(planes.Width, planes.Height);
        RowBands.Run(planes.Height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                Rows.AddScaled(luma.Row(y), planes.R.Row(y), Red);
                Rows.AddScaled(luma.Row(y), planes.G.Row(y), Green);
                Rows.AddScaled(luma.Row(y), planes.B.Row(y), Blue);
            }
        });
        return luma;
    }
}
