using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace LlmNotebooks.Statistics;

/// <summary>The maximum of the Bradley–Terry likelihood.</summary>
internal sealed class BradleyTerryLikelihood
{
    private const int MostSteps = 200;

    private BradleyTerryLikelihood(double[] logStrengths, double[] standardErrors) => (LogStrengths, StandardErrors) = (logStrengths, standardErrors);

    /// <summary>Their sum is 0.</summary>
    public double[] LogStrengths { get; }

    public double[] StandardErrors { get; }

    /// <param name="wins">[i, j]: how often i beat j; every side can be reached from every other over wins.</param>
    /// <exception cref="NonConvergenceException">200 steps do not suffice.</exception>
    public static BradleyTerryLikelihood Maximise(double[,] wins)
    {
        int n = wins.GetLength(0);
        Vector<double> strengths = Vector<double>.Build.Dense(n);
        double likelihood = Log(wins, strengths);
        for (int step = 0; step < MostSteps; step++)
        {
            (Vector<double> gradient, Matrix<double> information) = Derivatives(wins, strengths);

            // The information has no curvature along equal shifts of all; 11ᵀ/n gives it one and leaves the rest.
            Vector<double> direction = information.Cholesky().Solve(gradient);
            double slope = gradient.DotProduct(direction);
            if (slope <= 1e-22 * Math.Max(1, Math.Abs(likelihood))) { return new BradleyTerryLikelihood(strengths.ToArray(), StandardErrorsOf(information)); }

            double length = 1;
            Vector<double> next = strengths + direction;
            double reached = Log(wins, next);

            // Near the maximum the gain is less than the likelihood's rounding: a full step is then right.
            while (slope > 1e-10 && !(reached >= likelihood + (1e-4 * length * slope)))
            {
                length /= 2;
                if (length < 1e-10) { throw new NonConvergenceException("No step raises the Bradley–Terry likelihood."); }
                next = strengths + (length * direction);
                reached = Log(wins, next);
            }

            strengths = next - (next.Sum() / n);
            likelihood = reached;
        }

        throw new NonConvergenceException($"The Bradley–Terry strengths did not settle within {MostSteps} steps.");
    }

    private static double Log(double[,] wins, Vector<double> strengths)
    {
        double sum = 0;
        for (int i = 0; i < strengths.Count; i++)
        {
            for (int j = 0; j < strengths.Count; j++)
            {
                if (wins[i, j] > 0) { sum -= wins[i, j] * LogOnePlusExp(strengths[j] - strengths[i]); }
            }
        }

        return sum;
    }

    private static (Vector<double> Gradient, Matrix<double> Information) Derivatives(double[,] wins, Vector<double> strengths)
    {
        int n = strengths.Count;
        Vector<double> gradient = Vector<double>.Build.Dense(n);
        Matrix<double> information = Matrix<double>.Build.Dense(n, n, 1.0 / n);
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

        return (gradient, information);
    }

    // Of strengths about their mean: the inverse less the 11ᵀ/n that the shift contributes.
    private static double[] StandardErrorsOf(Matrix<double> information)
    {
        int n = information.RowCount;
        Matrix<double> inverse = information.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(n));
        return [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(Math.Max(0, inverse[i, i] - (1.0 / n))))];
    }

    private static double LogOnePlusExp(double x) => x > 0 ? x + double.LogP1(Math.Exp(-x)) : double.LogP1(Math.Exp(x));
}
