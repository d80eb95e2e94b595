using System.Text.RegularExpressions;

namespace Diorama.Fuzz.Damage;

/// <summary>Damage to numbers, words and lines of a text of any kind.</summary>
internal static partial class TextDamage {
    private const int MaxCharacters = 8 << 20;

    [GeneratedRegex(@"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[A-Za-z_][\w.\-/]*")]
    private static partial Regex Words();

    public static string Apply(Dice dice, string text) {
        for (int rounds = dice.Small(4); rounds > 0 && text.Length > 0; rounds--) text = Once(dice, text);
        return text;
    }

    private static string Once(Dice dice, string text) {
        switch (dice.Below(10)) {
            case 0 or 1 or 2 or 3: return Replaced(text, Numbers(), dice, _ => dice.Pick(Extremes.Numbers));
            case 4: return Replaced(text, Words(), dice, _ => dice.Pick(Extremes.Names));
            case 5: return Replaced(text, Words(), dice, _ => Words().Matches(text) is var all ? all[dice.Below(all.Count)].Value : "");
            case 6: return text[..dice.Below(text.Length)];
            case 7: return text.Insert(dice.Below(text.Length),
                dice.Pick(["\0", "\u001b[2J", "\uFEFF", "\r", "\n", "\"", "'", "\\", "{", "}", "[", "]", ":", ",", "#", "&a ", "*a ", "\t",
                    "<", ">", "<!--", "\u00A0"]));
            case 8:
                int depth = dice.Pick(Extremes.Depths);
                return text.Insert(dice.Below(text.Length),
                    string.Concat(Enumerable.Repeat(dice.Pick(["[", "{a: ", "{\"a\":", "- ", "<a>", "(", "["]), depth)));
            default: return Lines(dice, text);
        }
    }

    private static string Lines(Dice dice, string text) {
        List<string> lines = [.. text.Split('\n')];
        int at = dice.Below(lines.Count);
        switch (dice.Below(5)) {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, lines[at]); break;
            case 2:
                int other = dice.Below(lines.Count);
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 3:
                int times = Math.Min(dice.Pick([10, 1000, 70_000]), MaxCharacters / (lines[at].Length + 1));
                lines.InsertRange(at, Enumerable.Repeat(lines[at], times));
                break;
            default: lines[at] = "  " + lines[at]; break;
        }
        return string.Join('\n', lines);
    }

    private static string Replaced(string text, Regex what, Dice dice, Func<string, string> by) {
        MatchCollection all = what.Matches(text);
        if (all.Count == 0) return text;
        Match match = all[dice.Below(all.Count)];
        return string.Concat(text.AsSpan(0, match.Index), by(match.Value), text.AsSpan(match.Index + match.Length));
    }
}
