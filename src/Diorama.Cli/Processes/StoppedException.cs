namespace Diorama.Cli.Processes;

/// <summary>The user has stopped a command that keeps what it has finished; the message says so.</summary>
internal sealed class StoppedException(string message) : OperationCanceledException(message);
