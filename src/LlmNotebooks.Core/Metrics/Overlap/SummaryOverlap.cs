using System.Runtime.InteropServices;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics.Overlap;

/// <summary>ROUGE-Lsum of texts whose lines lie in the scratch, first the candidate's, then the reference's.</summary>
internal static class SummaryOverlap
{
    public static OverlapScore Of(Scratch scratch, int candidateLines)
    {
        TokenIndex tokens = scratch.Tokens;
        int candidateLength = scratch.Ends[candidateLines - 1], hits = 0;
        int[] left = new int[tokens.Count], leftOfReference = new int[tokens.Count], places = new int[tokens.Count];
        places.AsSpan().Fill(-1);
        foreach (int id in tokens.Ids(0, candidateLength)) { left[id]++; }
        foreach (int id in tokens.Ids(candidateLength, tokens.Length)) { leftOfReference[id]++; }
        List<(int Start, int End)> lines = Different(scratch, candidateLines);
        Dictionary<string, bool[]> known = new(StringComparer.Ordinal);
        for (int line = candidateLines; line < scratch.Ends.Count; line++)
        {
            ReadOnlySpan<int> reference = tokens.Ids(scratch.Ends[line - 1], scratch.Ends[line]);
            if (reference.IsEmpty) { continue; }
            if (!known.TryGetValue(Key(reference), out bool[]? marks))
            {
                known.Add(Key(reference), marks = new bool[reference.Length]);
                foreach ((int start, int end) in lines)
                {
                    if (end - start <= 64 && reference.Length <= CommonSubsequence.Band) { CommonSubsequence.MarkShort(reference, tokens.Ids(start, end), places, marks); }
                    else { CommonSubsequence.Mark(reference, tokens.Ids(start, end), places, marks); }
                }
            }

            for (int i = 0; i < marks.Length; i++)
            {
                int id = reference[i];
                if (!marks[i] || left[id] == 0 || leftOfReference[id] == 0) { continue; }
                hits++;
                left[id]--;
                leftOfReference[id]--;
            }
        }

        return OverlapScore.Of(hits, candidateLength, tokens.Length - candidateLength);
    }

    // Of lines that are alike, the second marks nothing that the first did not.
    private static List<(int Start, int End)> Different(Scratch scratch, int candidateLines)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<(int Start, int End)> lines = [];
        int start = 0;
        foreach (int end in scratch.Ends.Take(candidateLines))
        {
            if (end > start && seen.Add(Key(scratch.Tokens.Ids(start, end)))) { lines.Add((start, end)); }
            start = end;
        }

        return lines;
    }

    private static string Key(ReadOnlySpan<int> ids) => MemoryMarshal.Cast<int, char>(ids).ToString();
}
