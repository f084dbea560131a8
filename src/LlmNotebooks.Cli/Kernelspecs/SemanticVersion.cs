using System.Globalization;

namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>The order of versions by Semantic Versioning 2.0.0, section 11.</summary>
internal static class SemanticVersion
{
    /// <summary>Compares two versions; what stands behind a + does not count, and what is no version comes first.</summary>
    /// <returns>Negative where <paramref name="a"/> is older, positive where it is newer.</returns>
    public static int Compare(string a, string b)
    {
        (Version coreA, string[] beforeA) = Parse(a);
        (Version coreB, string[] beforeB) = Parse(b);
        int order = coreA.CompareTo(coreB);
        if (order != 0) { return order; }
        // A version comes after its previews.
        if (beforeA.Length == 0 || beforeB.Length == 0) { return beforeB.Length - beforeA.Length; }
        order = beforeA.Zip(beforeB, CompareIdentifiers).FirstOrDefault(difference => difference != 0);
        return order != 0 ? order : beforeA.Length - beforeB.Length;
    }

    private static (Version Core, string[] Before) Parse(string text)
    {
        string[] parts = text.Split('+')[0].Split('-', 2);
        return (Version.TryParse(parts[0], out Version? core) ? core : new Version(0, 0), parts.Length > 1 ? parts[1].Split('.') : []);
    }

    private static int CompareIdentifiers(string a, string b)
    {
        bool isNumberA = int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out int numberA);
        bool isNumberB = int.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out int numberB);
        if (isNumberA && isNumberB) { return numberA.CompareTo(numberB); }
        // Numbers come before words.
        return isNumberA ? -1 : isNumberB ? 1 : string.CompareOrdinal(a, b);
    }
}
