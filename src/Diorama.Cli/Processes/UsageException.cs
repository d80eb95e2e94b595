namespace Diorama.Cli.Processes;

/// <summary>
/// Thrown when a command runs with options that contradict each other or do not suit their argument. Exit code 64, as for errors that the
/// options' validators find.
/// </summary>
internal sealed class UsageException(string message) : Exception(message);
