using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace LlmNotebooks.Statistics;

/// <summary>The noncentral t distribution: of (Z + δ)/S, Z standard normal and νS² independent and χ² with ν degrees of freedom.</summary>
internal static class NoncentralT
{
    private const double Tolerance = 1e-11;

    /// <summary>P(T &gt; t).</summary>
    /// <param name="t">Finite.</param>
    /// <param name="degreesOfFreedom">ν, at least 1, whole or not.</param>
    /// <param name="noncentrality">δ, finite.</param>
    /// <returns>In [0, 1], to about 1e-11 absolute.</returns>
    /// <remarks>
    /// ∫ Φ(δ − ts) f(s) ds with the density f of S, by adaptive Gauss–Kronrod quadrature; ln f curves by at least −ν everywhere, so that nothing
    /// that counts lies further than 9/√ν from its mode. Unlike the series of Lenth (1989), Algorithm AS 243, Appl. Stat. 38:185–189, this does not lose its first term where δ is large.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not finite, or there is less than one degree of freedom.</exception>
    /// <exception cref="NonConvergenceException">The quadrature's error does not come below 1e-9.</exception>
    public static double Upper(double t, double degreesOfFreedom, double noncentrality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        Finite(t, nameof(t));
        Finite(degreesOfFreedom, nameof(degreesOfFreedom));
        Finite(noncentrality, nameof(noncentrality));
        double mode = Math.Sqrt((degreesOfFreedom - 1) / degreesOfFreedom), reach = 9 / Math.Sqrt(degreesOfFreedom);
        double constant = LogConstant(degreesOfFreedom / 2);
        SortedSet<double> ends = [Math.Max(0, mode - reach), mode, mode + reach];
        (double lowest, double highest) = (ends.Min, ends.Max);

        // Φ steps from 1 to 0 around s = δ/t, within a few 1/|t|.
        foreach (double z in (double[])[-9, -2, 0, 2, 9])
        {
            double s = (noncentrality + z) / t;
            if (lowest < s && s < highest) { ends.Add(s); }
        }

        double sum = 0, from = lowest;
        foreach (double to in ends.Skip(1))
        {
            sum += Integrate(s => Normal.CDF(0, 1, noncentrality - (t * s)) * Density(s, degreesOfFreedom, constant), from, to);
            from = to;
        }

        return Math.Clamp(sum, 0, 1);
    }

    private static double Integrate(Func<double, double> integrand, double from, double to)
    {
        double value = GaussKronrodRule.Integrate(integrand, from, to, out double error, out _, targetRelativeError: Tolerance, maximumDepth: 25, order: 21);
        return error <= 1e-9 ? value : throw new NonConvergenceException($"The noncentral t integral from {from} to {to} is only known to {error}.");
    }

    // ln f(s) = constant − ln s + a(1 − s² + 2 ln s), a = ν/2, the bracket in terms of s − 1 so that it does not cancel.
    private static double Density(double s, double degreesOfFreedom, double constant)
    {
        if (s <= 0) { return degreesOfFreedom > 1 ? 0 : Math.Exp(constant + 0.5); }
        double u = s - 1, a = degreesOfFreedom / 2;
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
