using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Fields that hold one choice each and are named in a row: choice0, choice1 …; option_a, option_b …; A, B, C ….</summary>
/// <param name="Names">The fields in their order.</param>
/// <param name="Labels">The end of each name, by which an answer may mean it.</param>
internal sealed partial record ChoiceColumns(string[] Names, string[] Labels)
{
    private const int Fewest = 2;

    /// <summary>Whether a field of this name may be one of such a row.</summary>
    public static bool Fits(string name) => Member().IsMatch(name.Trim());

    /// <summary>The first row of such fields among names; null where there is none.</summary>
    public static ChoiceColumns? Find(IReadOnlyList<string> names)
    {
        foreach (IGrouping<string, Match> family in names.Select(name => Member().Match(name.Trim())).Where(match => match.Success).GroupBy(match => FieldNames.Bare(match.Groups["stem"].Value), StringComparer.Ordinal))
        {
            (string Name, string Label, int Place)[] members = [.. family.Select(match => (match.Value, match.Groups["label"].Value, Place(match.Groups["label"].Value))).OrderBy(member => member.Item3)];
            bool isRow = members.Length >= Fewest && members[0].Place is 0 or 1 && members.Select((member, i) => member.Place == members[0].Place + i).All(fits => fits);
            // A letter counts from 0: a row of letters begins with A.
            if (isRow && (char.IsAsciiDigit(members[0].Label[0]) || members[0].Place == 0)) { return new ChoiceColumns([.. members.Select(member => member.Name)], [.. members.Select(member => member.Label)]); }
        }

        return null;
    }

    private static int Place(string label) => char.IsAsciiDigit(label[0]) ? int.Parse(label, CultureInfo.InvariantCulture) : char.ToUpperInvariant(label[0]) - 'A';

    // Without a word before it, only a letter is one: a column named 1 may hold anything.
    [GeneratedRegex(@"^(?:(?<stem>(?i:choice|option|opt|op|ending|sol|solution|alternative|candidate|answer_?choice|answer_?option)[\s_.-]?)(?<label>[0-9]{1,2}|[A-Za-z])|(?<stem>)(?<label>[A-Z]|[a-j]))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();
}
