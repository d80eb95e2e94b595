using System.Net;
using Diorama.Core.Names;

namespace Diorama.Core.Quoting;

/// <summary>Escapes text for HTML, SVG and other XML, between tags and in attributes.</summary>
public static class HtmlText {
    /// <summary>Returns the text as one escaped line; control characters, which XML does not allow, are replaced by their codes.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(DisplayName.Visible(text));

    /// <summary>Returns the text as one line that an XML writer can escape: control characters are replaced by their codes.</summary>
    public static string Plain(string text) => DisplayName.Visible(text);
}
