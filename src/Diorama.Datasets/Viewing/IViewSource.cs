using System.Text.Json.Nodes;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Viewing;

/// <summary>A dataset that a page shows.</summary>
internal interface IViewSource {
    string Title { get; }
    /// <summary>Beginning of the summary, such as "seed 7 · "; may be empty.</summary>
    string Origin { get; }
    /// <summary>Whether images belong to scenes.</summary>
    bool HasScenes { get; }
    ClassTable Classes { get; }
    /// <summary>The images, in an order that is always the same.</summary>
    IEnumerable<FrameRecord> Frames();
    /// <summary>Converts an image to the JSON that the page's script reads.</summary>
    /// <param name="record">One of the images.</param>
    /// <param name="longest">Length of the longer side of the reduced pictures, pixels.</param>
    JsonObject Frame(FrameRecord record, int longest);
}
