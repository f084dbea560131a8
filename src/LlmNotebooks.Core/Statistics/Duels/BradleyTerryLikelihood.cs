using MathNet.Numerics;

namespace LlmNotebooks.Statistics;

/// <summary>The maximum of the Bradley–Terry likelihood.</summary>
internal static class BradleyTerryLikelihood
{
    private const int MostSteps = 200;

    /// <summary>Log-strengths, which sum to 0.</summary>
    /// <param name="wins">[i, j]: how often i beat j; every side can be reached from every other over wins.</param>
    /// <param name="start">Log-strengths to start from; null: all alike.</param>
    /// <exception cref="NonConvergenceException">200 steps do not suffice.</exception>
    public static double[] Maximise(double[,] wins, double[]? start = null)
    {
        int n = wins.GetLength(0);
        double[] strengths = start is null ? new double[n] : [.. start], gradient = new double[n], next = new double[n];
        double[,] information = new double[n, n];
        double likelihood = Log(wins, strengths);
        for (int step = 0; step < MostSteps; step++)
        {
            Derivatives(wins, strengths, gradient, information);
            Factor(information);
            double[] direction = Solve(information, gradient);
            double slope = 0;
            for (int i = 0; i < n; i++) { slope += gradient[i] * direction[i]; }
            if (slope <= 1e-22 * Math.Max(1, Math.Abs(likelihood))) { return strengths; }

            // Near the maximum the gain is less than the likelihood's rounding: a full step is then right.
            double length = 1, reached = Step(wins, strengths, direction, length, next);
            while (slope > 1e-10 && !(reached >= likelihood + (1e-4 * length * slope)))
            {
                length /= 2;
                if (length < 1e-10) { throw new NonConvergenceException("No step raises the Bradley–Terry likelihood."); }
                reached = Step(wins, strengths, direction, length, next);
            }

            double mean = next.Average();
            for (int i = 0; i < n; i++) { strengths[i] = next[i] - mean; }
            likelihood = reached;
        }

        throw new NonConvergenceException($"The Bradley–Terry strengths did not settle within {MostSteps} steps.");
    }

    /// <summary>Standard errors of strengths about their mean, from the Fisher information.</summary>
    public static double[] StandardErrors(double[,] wins, double[] strengths)
    {
        int n = strengths.Length;
        double[,] information = new double[n, n];
        Derivatives(wins, strengths, new double[n], information);
        Factor(information);
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            double[] unit = new double[n];
            unit[i] = 1;

            // The inverse, less the 11ᵀ/n that the shift contributes.
            return Math.Sqrt(Math.Max(0, Solve(information, unit)[i] - (1.0 / n)));
        })];
    }

    private static double Step(double[,] wins, double[] strengths, double[] direction, double length, double[] next)
    {
        for (int i = 0; i < next.Length; i++) { next[i] = strengths[i] + (length * direction[i]); }
        return Log(wins, next);
    }

    private static double Log(double[,] wins, double[] strengths)
    {
        double sum = 0;
        for (int i = 0; i < strengths.Length; i++)
        {
            for (int j = 0; j < strengths.Length; j++)
            {
                if (wins[i, j] > 0) { sum -= wins[i, j] * LogOnePlusExp(strengths[j] - strengths[i]); }
            }
        }

        return sum;
    }

    // The information has no curvature along equal shifts of all; 11ᵀ/n gives it one and leaves the rest.
    private static void Derivatives(double[,] wins, double[] strengths, double[] gradient, double[,] information)
    {
        int n = strengths.Length;
        Array.Clear(gradient);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) { information[i, j] = 1.0 / n; }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double games = wins[i, j] + wins[j, i];
                if (games == 0) { continue; }
                double p = 1 / (1 + Math.Exp(strengths[j] - strengths[i])), surplus = wins[i, j] - (games * p), curvature = games * p * (1 - p);
                gradient[i] += surplus;
                gradient[j] -= surplus;
                information[i, i] += curvature;
                information[j, j] += curvature;
                information[i, j] -= curvature;
                information[j, i] -= curvature;
            }
        }
    }

    // Cholesky's factor L in place, in the lower triangle.
    private static void Factor(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++) { sum -= matrix[i, k] * matrix[j, k]; }
                if (i > j) { matrix[i, j] = sum / matrix[j, j]; }
                else if (sum > 0) { matrix[j, j] = Math.Sqrt(sum); }
                else { throw new NonConvergenceException("The strengths lie too far apart for the Bradley–Terry likelihood to curve."); }
            }
        }
    }

    private static double[] Solve(double[,] factor, double[] right)
    {
        int n = right.Length;
        double[] x = [.. right];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) { x[i] -= factor[i, k] * x[k]; }
            x[i] /= factor[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) { x[i] -= factor[k, i] * x[k]; }
            x[i] /= factor[i, i];
        }

        return x;
    }

    private static double LogOnePlusExp(double x) => x > 0 ? x + double.LogP1(Math.Exp(-x)) : double.LogP1(Math.Exp(x));
}
