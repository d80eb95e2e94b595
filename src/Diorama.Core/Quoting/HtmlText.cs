using System.Net;
using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>Text in HTML, SVG and other XML, between tags and in attributes.</summary>
public static class HtmlText {
    /// <summary>On one line; control characters, which XML does not allow, are told by their numbers.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(DisplayName.Visible(text));

    /// <summary>What an XML writer may be given, which does the rest.</summary>
    public static string Plain(string text) => DisplayName.Visible(text);
}
