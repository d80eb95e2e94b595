using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Viewing;

/// <summary>A dataset in Diorama's own layout.</summary>
internal sealed class OwnSource : IViewSource {
    private readonly DatasetFolder folder;
    private readonly DatasetInfo info;

    /// <exception cref="Core.BadInputException">The folder holds no dataset.</exception>
    public OwnSource(DatasetFolder folder) {
        this.folder = folder;
        info = folder.ReadInfo();
        Classes = new(info.Classes);
    }

    public string Title => info.Recipe;
    public string Origin => string.Create(CultureInfo.InvariantCulture, $"seed {info.Seed} · ");
    public bool HasScenes => true;
    public ClassTable Classes { get; }

    public IEnumerable<FrameRecord> Frames() => folder.ReadFrames();

    public JsonObject Frame(FrameRecord record, int longest) => ViewFrame.Of(folder, record, longest);
}
