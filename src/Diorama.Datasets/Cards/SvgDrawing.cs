using System.Globalization;
using System.Text;
using Diorama.Core.Quoting;

namespace Diorama.Datasets.Cards;

/// <summary>A small drawing as SVG 1.1, legible on light and dark pages. Lengths are pixels, y runs down.</summary>
internal sealed class SvgDrawing(int width, int height, string title) {
    private const string Style = """
        <style>
          .page { fill: #ffffff } .ink { fill: #24292f } .faint { fill: #57606a }
          .line { stroke: #d0d7de; stroke-width: 1 } .mark { fill: #2f6fb5 }
          text { font-family: "DejaVu Sans", Verdana, Arial, sans-serif; font-size: 12px } .title { font-size: 15px; font-weight: bold }
          @media (prefers-color-scheme: dark) {
            .page { fill: #0d1117 } .ink { fill: #e6edf3 } .faint { fill: #9198a1 } .line { stroke: #3d444d } .mark { fill: #5b9bd9 }
          }
        </style>
        """;
    /// <summary>Width of a character of the text's font, pixels, rounded up.</summary>
    private const double CharacterWidth = 7.2;

    private readonly StringBuilder body = new();

    public void Text(double x, double y, string text, string anchor = "start", string kind = "ink", double turn = 0) {
        string turned = turn == 0 ? "" : FormattableString.Invariant($" transform=\"rotate({turn} {x:0.#} {y:0.#})\"");
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" "
            + $"class=\"{kind}\"{turned}>{Escape(text)}</text>\n");
    }

    public void Bar(double x, double y, double w, double h, string hint) =>
        body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{w:0.##}\" height=\"{h:0.##}\" "
        + $"class=\"mark\"><title>{Escape(hint)}</title></rect>\n");

    public void Cell(double x, double y, double w, double h, (byte R, byte G, byte B) color) =>
        body.Append(CultureInfo.InvariantCulture,
        $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{w:0.##}\" height=\"{h:0.##}\" fill=\"#{color.R:x2}{color.G:x2}{color.B:x2}\"/>\n");

    public void Line(double x0, double y0, double x1, double y1) =>
        body.Append(CultureInfo.InvariantCulture,
        $"<line x1=\"{x0:0.##}\" y1=\"{y0:0.##}\" x2=\"{x1:0.##}\" y2=\"{y1:0.##}\" class=\"line\"/>\n");

    public static double TextWidth(string text) => text.Length * CharacterWidth;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
        <title>{Escape(title)}</title>
        {Style}
        <rect width="{width}" height="{height}" class="page"/>
        <text x="16" y="26" class="ink title">{Escape(title)}</text>
        {body}</svg>

        """);

    private static string Escape(string text) => HtmlText.Of(text);
}
