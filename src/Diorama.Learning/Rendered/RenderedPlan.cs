using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Diorama.Learning.Rendered;

/// <summary>What the samples of a <see cref="RenderedSet"/> depend on. Samples are made again when any of it changes.</summary>
/// <param name="Name">Name of the set, of the folder and of messages: lower case with hyphens.</param>
/// <param name="Version">Version of the code that makes samples: to be raised with each change that samples show.</param>
/// <param name="Seed">Seed of all samples.</param>
/// <param name="Count">Number of samples. A larger set has the samples of a smaller one, and makes only the others.</param>
public sealed record RenderedPlan(string Name, int Version, ulong Seed, long Count) {
    /// <summary>All else that samples depend on, such as their size and number of samples a pixel.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
    /// <summary>Number of samples of a file.</summary>
    public int PerShard { get; init; } = 64;

    /// <summary>Address of the content: the first 16 hexadecimal digits of the SHA-256 of all but the number of samples.</summary>
    public string Address {
        get {
            string text = string.Create(CultureInfo.InvariantCulture, $"{Name}\n{Version}\n{Seed}\n{PerShard}\n") + string.Join('\n',
                Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        }
    }

    /// <summary>Number of files.</summary>
    public long Shards => (Count + PerShard - 1) / PerShard;
}
