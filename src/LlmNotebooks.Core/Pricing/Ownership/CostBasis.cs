namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What options are compared by.</summary>
public enum CostBasis
{
    /// <summary>What it costs to answer the requests, well or badly.</summary>
    Request,

    /// <summary>
    /// What it costs to have as many tasks solved as there are requests: an option's costs divided by the share that it solves. An option that solves
    /// half costs double, and one that solves nothing never breaks even.
    /// </summary>
    SolvedTask,
}
