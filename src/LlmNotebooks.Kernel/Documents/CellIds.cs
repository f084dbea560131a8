using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Keeps the ids of a notebook's cells unique and gives the same new ids to the same notebook.</summary>
/// <remarks>
/// A cell without an id (nbformat before 4.5), or one that repeats an earlier id, gets one derived from its kind and
/// text, so that two readings agree and an edit elsewhere does not rename it.
/// </remarks>
internal sealed class CellIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <exception cref="NotebookFormatException">The id breaks nbformat's rule.</exception>
    public string Assign(string? id, CellKind kind, string source, string place)
    {
        if (id is not null && !IsValid(id))
        {
            throw new NotebookFormatException($"{place}.id is \"{id}\", expected 1 to 64 of letters, digits, '-' and '_'.");
        }
        if (id is not null && _taken.Add(id)) { return id; }

        string stem = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{source}")))[..8];
        string unique = stem;
        for (int n = 2; !_taken.Add(unique); n++) { unique = $"{stem}-{n}"; }
        return unique;
    }

    private static bool IsValid(string id) =>
        id.Length is >= 1 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
