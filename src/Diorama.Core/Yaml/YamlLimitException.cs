using YamlDotNet.Core;

namespace Diorama.Core.Yaml;

/// <summary>
/// Thrown for valid YAML that exceeds the limits of <see cref="YamlInput"/>, as no ordinary file does. The message is a sentence without
/// its full stop.
/// </summary>
public sealed class YamlLimitException : YamlException {
    public YamlLimitException(in Mark start, in Mark end, string message) : base(start, end, message) { }
    public YamlLimitException(string message) : base(message) { }
    public YamlLimitException(string message, Exception inner) : base(message, inner) { }
    public YamlLimitException() : base("") { }
}
