namespace LlmNotebooks.Datasets.Reading;

/// <summary>Names of fields without regard to case and to what stands between their words: <c>Best Answer</c>, <c>best_answer</c> and <c>bestAnswer</c> are one name.</summary>
/// <remarks>An underscore at the beginning is kept: <c>__expected</c> is another name than <c>expected</c>.</remarks>
internal sealed class FieldNames : IEqualityComparer<string>
{
    public static FieldNames Alike { get; } = new();

    /// <summary>The name in the form in which alike ones are equal.</summary>
    public static string Bare(string name)
    {
        string trimmed = name.Trim();
        return trimmed.StartsWith('_') ? trimmed.ToUpperInvariant() : string.Concat(trimmed.Where(c => c is not (' ' or '_' or '-'))).ToUpperInvariant();
    }

    public bool Equals(string? x, string? y) => x is null || y is null ? x is null && y is null : string.Equals(Bare(x), Bare(y), StringComparison.Ordinal);

    public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Bare(obj));
}
