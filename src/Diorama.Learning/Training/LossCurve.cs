using System.Globalization;
using System.Text.Json;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;

namespace Diorama.Learning.Training;

/// <summary>Draws the lines of a training's log: loss and validation over the steps.</summary>
public static class LossCurve {
    private const int Width = 720, Height = 400, Left = 76, Right = 20, Top = 44, Bottom = 48, TextSize = 13;
    private static readonly Rgb8 ink = new(36, 41, 47), faint = new(208, 215, 222), loss = new(47, 111, 181), validation = new(207, 88, 32);

    /// <summary>Draws the curves of a log, JSON lines; nothing if it has fewer than two lines.</summary>
    /// <param name="log">Path of the log (<see cref="MetricsLog"/>).</param>
    /// <param name="picture">Path of the picture, PNG.</param>
    public static void Draw(string log, string picture) {
        if (!File.Exists(log)) return;
        List<(double Step, double Value)> losses = [], validations = [];
        foreach (string line in File.ReadLines(log)) {
            using JsonDocument json = JsonDocument.Parse(line);
            double step = json.RootElement.GetProperty("step").GetDouble();
            Take("loss", losses);
            Take("validation", validations);

            void Take(string name, List<(double, double)> values) {
                if (json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number)
                    values.Add((step, value.GetDouble()));
            }
        }
        if (losses.Count < 2) return;
        var canvas = new Canvas(Width, Height, Canvas.White);
        (double Step, double Value)[] all = [.. losses, .. validations];
        (double low, double high) = (all.Min(p => p.Value), all.Max(p => p.Value));
        if (!(high > low)) (low, high) = (low - 0.5, high + 0.5);
        // Values over more than two powers of ten are told apart by their logarithms.
        bool logarithmic = low > 0 && high > 100 * low;
        (low, high) = (Scaled(low), Scaled(high));
        double last = all.Max(p => p.Step);
        Grid(canvas, low, high, logarithmic, last);
        Curve(losses, loss);
        Curve(validations, validation);
        canvas.Text(Left, 14, "loss", TextSize, loss);
        if (validations.Count > 0) canvas.Text(Left + 60, 14, "validation", TextSize, validation);
        ImageFile.WritePng(picture, canvas.Picture);

        double Scaled(double value) => logarithmic ? Math.Log10(value) : value;

        void Curve(List<(double Step, double Value)> points, Rgb8 color) {
            for (int i = 1; i < points.Count; i++)
                Line(canvas, Place(points[i - 1]), Place(points[i]), color);
        }

        (double X, double Y) Place((double Step, double Value) p) =>
            (Left + p.Step / last * (Width - Left - Right), YOf(Scaled(p.Value), low, high));
    }

    private static double YOf(double value, double low, double high) => Height - Bottom - (value - low) / (high - low)
        * (Height - Bottom - Top);

    private static void Grid(Canvas canvas, double low, double high, bool logarithmic, double last) {
        for (int i = 0; i <= 4; i++) {
            double value = low + (high - low) * i / 4;
            int y = (int)Math.Round(YOf(value, low, high)), x = (int)Math.Round(Left + (Width - Left - Right) * i / 4.0);
            canvas.Fill(Left, y, Width - Right, y + 1, faint);
            canvas.Fill(x, Top, x + 1, Height - Bottom, faint);
            string text = (logarithmic ? Math.Pow(10, value) : value).ToString("G3", CultureInfo.InvariantCulture);
            canvas.Text(Left - 8 - Canvas.Measure(text, TextSize).Width, y - 4, text, TextSize, ink);
            string step = Math.Round(last * i / 4).ToString("0", CultureInfo.InvariantCulture);
            canvas.Text(x - Canvas.Measure(step, TextSize).Width / 2, Height - Bottom + 10, step, TextSize, ink);
        }
        canvas.Text(Left + (Width - Left - Right) / 2f - 14, Height - 18, "step", TextSize, ink);
    }

    /// <summary>Draws a line of two pixels' width, with soft edges (after Wu 1991).</summary>
    private static void Line(Canvas canvas, (double X, double Y) from, (double X, double Y) to, Rgb8 color) {
        double length = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        bool steep = Math.Abs(to.Y - from.Y) > Math.Abs(to.X - from.X);
        for (int i = 0; i <= (int)length; i++) {
            double share = length > 0 ? Math.Min(1, i / length) : 0;
            double x = from.X + (to.X - from.X) * share, y = from.Y + (to.Y - from.Y) * share, across = steep ? x : y;
            int first = (int)Math.Floor(across);
            float rest = (float)(across - first);
            for (int k = 0; k < 3; k++) {
                float opacity = k == 0 ? 1 - rest : k == 1 ? 1 : rest;
                if (steep) canvas.Blend(first + k, (int)Math.Round(y), color, opacity);
                else canvas.Blend((int)Math.Round(x), first + k, color, opacity);
            }
        }
    }
}
