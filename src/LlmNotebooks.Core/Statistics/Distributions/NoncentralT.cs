using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace LlmNotebooks.Statistics;

/// <summary>The noncentral t distribution: of (Z + δ)/S, Z standard normal and νS² independent and χ² with ν degrees of freedom.</summary>
internal static class NoncentralT
{
    private const double Tolerance = 1e-13;

    private const int MostHalvings = 50;

    private static readonly GaussLegendreRule Rule = new(-1, 1, 20);
    private static readonly double[] Nodes = Rule.Abscissas;
    private static readonly double[] Weights = Rule.Weights;

    /// <summary>P(T &gt; t).</summary>
    /// <param name="t">Finite.</param>
    /// <param name="degreesOfFreedom">ν, at least 1, whole or not.</param>
    /// <param name="noncentrality">δ, finite.</param>
    /// <returns>In [0, 1], to about 1e-12 absolute.</returns>
    /// <remarks>
    /// ∫ Φ(δ − ts) f(s) ds with the density f of S, by Gauss–Legendre quadrature on intervals that are halved until their halves agree; ln f curves by at least −ν everywhere, so that nothing
    /// that counts lies further than 9/√ν from its mode. Unlike the series of Lenth (1989), Algorithm AS 243, Appl. Stat. 38:185–189, this does not lose its first term where δ is large.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not finite, or there is less than one degree of freedom.</exception>
    /// <exception cref="NonConvergenceException">Fifty halvings do not suffice.</exception>
    public static double Upper(double t, double degreesOfFreedom, double noncentrality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        Finite(t, nameof(t));
        Finite(degreesOfFreedom, nameof(degreesOfFreedom));
        Finite(noncentrality, nameof(noncentrality));
        // In units of w = (s − 1)√ν, in which S is known to all digits however close to 1 it lies.
        double root = Math.Sqrt(degreesOfFreedom), constant = LogConstant(degreesOfFreedom / 2) - Math.Log(root);
        double mode = (Math.Sqrt((degreesOfFreedom - 1) / degreesOfFreedom) - 1) * root;
        SortedSet<double> ends = [Math.Max(-root, mode - 9), mode, mode + 9];
        (double lowest, double highest) = (ends.Min, ends.Max);

        // Φ steps from 1 to 0 around s = δ/t, within a few 1/|t|.
        foreach (double z in (double[])[-9, -2, 0, 2, 9])
        {
            double w = (((noncentrality + z) / t) - 1) * root;
            if (lowest < w && w < highest) { ends.Add(w); }
        }

        double sum = 0, from = lowest;
        foreach (double to in ends.Skip(1))
        {
            sum += Integrate(w => Normal.CDF(0, 1, noncentrality - t - (t * w / root)) * Density(w / root, degreesOfFreedom, constant), from, to);
            from = to;
        }

        return Math.Clamp(sum, 0, 1);
    }

    // Halves an interval until its halves make as much as the whole.
    private static double Integrate(Func<double, double> integrand, double from, double to) => Halve(integrand, from, to, Gauss(integrand, from, to), 0);

    private static double Halve(Func<double, double> integrand, double from, double to, double whole, int depth)
    {
        double middle = from + ((to - from) / 2);
        double left = Gauss(integrand, from, middle), right = Gauss(integrand, middle, to);
        if (Math.Abs(left + right - whole) <= Tolerance) { return left + right; }
        if (depth == MostHalvings) { throw new NonConvergenceException($"The noncentral t integral does not converge from {from} to {to}."); }
        return Halve(integrand, from, middle, left, depth + 1) + Halve(integrand, middle, to, right, depth + 1);
    }

    private static double Gauss(Func<double, double> integrand, double from, double to)
    {
        double half = (to - from) / 2, middle = from + half, sum = 0;
        for (int i = 0; i < Nodes.Length; i++) { sum += Weights[i] * integrand(middle + (half * Nodes[i])); }
        return half * sum;
    }

    // With u = s − 1 and a = ν/2, ln f = constant − ln s + a(2(ln(1 + u) − u) − u²), in which nothing cancels.
    private static double Density(double u, double degreesOfFreedom, double constant)
    {
        double s = 1 + u, a = degreesOfFreedom / 2;
        if (s <= 0) { return degreesOfFreedom > 1 ? 0 : Math.Exp(constant + 0.5); }
        double log = Math.Abs(u) < 0.1 ? Log1pMinus(u) : Math.Log(s) - u;
        return Math.Exp(constant - Math.Log(s) + (a * ((2 * log) - (u * u))));
    }

    // ln(1 + u) − u.
    private static double Log1pMinus(double u)
    {
        double sum = 0, power = -u;
        for (int k = 2; k < 40; k++)
        {
            power *= -u;
            double term = power / k;
            sum -= term;
            if (Math.Abs(term) < 1e-18 * Math.Abs(sum)) { break; }
        }

        return sum;
    }

    // ln 2 + a ln a − a − ln Γ(a); for large a by Stirling's series (Abramowitz and Stegun 6.1.41), whose large terms cancel.
    private static double LogConstant(double a)
    {
        if (a < 30) { return Math.Log(2) + (a * Math.Log(a)) - a - SpecialFunctions.GammaLn(a); }
        double r = 1 / (a * a);
        double series = (1.0 / 12 - (r * (1.0 / 360 - (r * (1.0 / 1260 - (r / 1680)))))) / a;
        return Math.Log(2) + (0.5 * Math.Log(a / (2 * Math.PI))) - series;
    }

    private static void Finite(double value, string name)
    {
        if (!double.IsFinite(value)) { throw new ArgumentOutOfRangeException(name, value, "Must be finite."); }
    }
}
