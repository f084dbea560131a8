using System.Numerics;

namespace LlmNotebooks.Statistics;

/// <summary>The capital of bets that a mean in [−1, 1] is larger than m, over differences in [−1, 1].</summary>
internal sealed class BettingCapital
{
    private const double Unit = 1e150;

    private readonly double[] _bets;
    private readonly double[] _capitals;
    private readonly double _mean;
    private double _sum = 1;
    private double _logScale;

    /// <param name="bets">θ in (0, 1); each starts with an equal part of 1.</param>
    /// <param name="mean">m, more than −1.</param>
    public BettingCapital(double[] bets, double mean)
    {
        (_bets, _mean) = (bets, mean);
        _capitals = new double[bets.Length];
        Array.Fill(_capitals, 1.0 / bets.Length);
    }

    /// <summary>Logarithm of the capital, which starts at 1.</summary>
    public double Log => Math.Log(_sum) + _logScale;

    /// <summary>Log-uniform bets.</summary>
    public static double[] Bets(double lowest, double highest, int count)
    {
        double[] bets = new double[count];
        for (int i = 0; i < count; i++) { bets[i] = lowest * Math.Pow(highest / lowest, (i + 0.5) / count); }
        return bets;
    }

    public void Add(double difference)
    {
        double gain = (difference - _mean) / (1 + _mean), sum = 0;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Vector<double> sums = Vector<double>.Zero, gains = new(gain);
            for (; i <= _bets.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                Vector<double> capital = new Vector<double>(_capitals, i) * (Vector<double>.One + (new Vector<double>(_bets, i) * gains));
                capital.CopyTo(_capitals, i);
                sums += capital;
            }

            sum = Vector.Sum(sums);
        }

        for (; i < _bets.Length; i++)
        {
            _capitals[i] *= 1 + (_bets[i] * gain);
            sum += _capitals[i];
        }

        _sum = sum;
        if (sum is > Unit or (< 1 / Unit and > 0)) { Rescale(sum > 1 ? 1 / Unit : Unit); }
    }

    private void Rescale(double factor)
    {
        for (int i = 0; i < _capitals.Length; i++) { _capitals[i] *= factor; }
        _sum *= factor;
        _logScale -= Math.Log(factor);
    }
}
