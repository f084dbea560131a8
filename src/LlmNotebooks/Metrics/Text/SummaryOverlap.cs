namespace LlmNotebooks.Metrics.Text;

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
        for (int line = candidateLines; line < scratch.Ends.Count; line++)
        {
            ReadOnlySpan<int> reference = tokens.Ids(scratch.Ends[line - 1], scratch.Ends[line]);
            bool[] marks = new bool[reference.Length];
            for (int other = 0; other < candidateLines; other++)
            {
                CommonSubsequence.Mark(reference, tokens.Ids(other == 0 ? 0 : scratch.Ends[other - 1], scratch.Ends[other]), places, marks);
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
}
