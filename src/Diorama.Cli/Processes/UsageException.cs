namespace Diorama.Cli.Processes;

/// <summary>
/// Options that do not go together or do not suit what they are given for, found when a command runs. Exit code 64, as for what the
/// validators of options find before.
/// </summary>
internal sealed class UsageException(string message) : Exception(message);
