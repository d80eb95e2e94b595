namespace Diorama.Fuzz.Damage;

/// <summary>Values at which programs break.</summary>
internal static class Extremes {
    /// <summary>As text; not all of them are numbers to every reader.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [
        "-1", "0", "1", "-0", "2", "255", "256", "32768", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295",
        "4294967296", "9007199254740993",
        "9223372036854775807", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e9", "1000000000", "1e30", "-1e30",
        "1e38", "1e39", "1e300", "1e308",
        "1e400", "-1e400", "1e-300", "1e-45", "0.5", "1.5", "-0.5", "NaN", "nan", "inf", "Infinity", "-Infinity", "1,5", "0x10", "1_000",
        "--1", "1e", ".5", "+1",
        "0." + new string('3', 400), new string('9', 400), "1" + new string('0', 5000),
    ];

    /// <summary>Names that climb, hide, break lines or mean something to a shell, a terminal or a page.</summary>
    public static IReadOnlyList<string> Names { get; } = [
        "", ".", "..", "../victim/x", "../../victim/x", "../../../victim/x", "../../../../victim/x", "/../../../../victim/x", "a/b", "a\\b",
        "/dev/zero", "/dev/stdin", "/proc/self/mem",
        "con", " ", "a b", "a\nb", "a\r\nb: c", "a\tb", "a\0b", "\u001b[31mred", "\u0085", "\u202ereversed", "ä", "🙂", "<b>&amp;\"'",
        "${HOME}", "%s%n", "#", "- x", "{", "]", "!!str", "*a",
        "~", "null", "true", "file:///etc/hostname", "https://localhost:1/x.png", "data:,x", "data:application/octet-stream;base64,AAAA",
        "data:image/png;base64,!!!", new('x', 100), new('x', 300), new('é', 40_000),
    ];

    public static IReadOnlyList<ulong> Words { get; } = [
        0, 1, 2, 3, 4, 7, 8, 16, 31, 32, 33, 63, 64, 127, 128, 254, 255, 256, 1024, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 100_000,
        1_000_000, 1_000_000_000, 0x7FFFFFFE, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE,
        0xFFFFFFFF, 0x100000000, 0x3F800000, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7149F2CA, 0x7F7FFFFF, 0x7FF0000000000000,
        0x7FF8000000000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, ulong.MaxValue, 0x2020202020202020,
    ];

    /// <summary>How deep nested things are nested.</summary>
    public static IReadOnlyList<int> Depths { get; } = [40, 70, 150, 1100, 20_000, 100_000];
}
