using LlmNotebooks.Metrics;

namespace LlmNotebooks.Decisions;

/// <summary>The choices that no other choice beats on every count.</summary>
public static class ParetoFront
{
    /// <summary>Positions of the points that no other point dominates, in their order.</summary>
    /// <param name="points">One value for each objective in each point; none is NaN.</param>
    /// <param name="objectives">Which way each value improves; at least one.</param>
    /// <remarks>
    /// A point dominates another when it is at least as good on every objective and better on one. Equal points do not
    /// dominate each other, so all of them are on the front. Every point off the front is dominated by one on it.
    /// Takes O(n²) comparisons. Pareto (1896), Cours d'économie politique.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no objective, or a point has another number of values, or holds a NaN.</exception>
    public static IReadOnlyList<int> Of(IReadOnlyList<IReadOnlyList<double>> points, params IReadOnlyList<Better> objectives)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(objectives);
        if (objectives.Count == 0) { throw new ArgumentException("At least one objective is needed.", nameof(objectives)); }
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i].Count != objectives.Count) { throw new ArgumentException($"Point {i} has {points[i].Count} values for {objectives.Count} objectives.", nameof(points)); }
            if (points[i].Any(double.IsNaN)) { throw new ArgumentException($"Point {i} holds a NaN; leave points with missing values out.", nameof(points)); }
        }

        return [.. Enumerable.Range(0, points.Count).Where(i => !points.Any(other => Dominates(other, points[i], objectives)))];
    }

    /// <summary>Whether <paramref name="a"/> is at least as good as <paramref name="b"/> everywhere and better somewhere.</summary>
    internal static bool Dominates(IReadOnlyList<double> a, IReadOnlyList<double> b, IReadOnlyList<Better> objectives)
    {
        bool better = false;
        for (int k = 0; k < objectives.Count; k++)
        {
            int gain = a[k].CompareTo(b[k]) * (objectives[k] == Better.Higher ? 1 : -1);
            if (gain < 0) { return false; }
            better |= gain > 0;
        }

        return better;
    }
}
