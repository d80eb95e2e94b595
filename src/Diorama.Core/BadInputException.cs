namespace Diorama.Core;

/// <summary>
/// Thrown for input that cannot be used. The message is one sentence that names the file, the place in it, and what was expected; the
/// command line prints it unchanged and exits with 65.
/// </summary>
public class BadInputException : Exception {
    public BadInputException(string message) : base(message) { }
    public BadInputException(string message, Exception inner) : base(message, inner) { }
    public BadInputException() { }
}
