using Diorama.Core;

namespace Diorama.Cli;

/// <summary>The labels that the user asked for, by the names of docs/labels.md.</summary>
internal sealed class LabelNames {
    public bool Any => false;

    public static LabelNames Parse(string text) => text is "none" or "all" ? new() : throw new BadInputException($"--labels {text} is not known; expected 'all' or 'none'.");
}
