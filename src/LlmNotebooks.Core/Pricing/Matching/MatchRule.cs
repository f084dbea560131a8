using System.Text.RegularExpressions;

namespace LlmNotebooks.Pricing.Matching;

/// <summary>A rule on names. Case does not matter, nor white space around.</summary>
public abstract record MatchRule
{
    // Rules come from files and addresses: no expression of theirs may hang the reader.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private MatchRule()
    {
    }

    /// <summary>Whether a name matches.</summary>
    /// <exception cref="RegexMatchTimeoutException">An expression took longer than 0.1 s.</exception>
    /// <exception cref="ArgumentException">An expression is no regular one.</exception>
    public bool Matches(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Holds(name.Trim());
    }

    private protected abstract bool Holds(string name);

    /// <summary>The name is this text.</summary>
    public sealed record EqualTo(string Text) : MatchRule
    {
        private protected override bool Holds(string name) => name.Equals(Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name begins with this text.</summary>
    public sealed record StartsWith(string Text) : MatchRule
    {
        private protected override bool Holds(string name) => name.StartsWith(Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name ends with this text.</summary>
    public sealed record EndsWith(string Text) : MatchRule
    {
        private protected override bool Holds(string name) => name.EndsWith(Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name has this text in it.</summary>
    public sealed record Containing(string Text) : MatchRule
    {
        private protected override bool Holds(string name) => name.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A regular expression finds something in the name.</summary>
    public sealed record Pattern : MatchRule
    {
        private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

        private Regex? _regex;

        /// <summary>A rule with this expression, which is read when the rule is first asked.</summary>
        public Pattern(string expression)
        {
            ArgumentNullException.ThrowIfNull(expression);
            Expression = expression;
        }

        /// <summary>The expression.</summary>
        public string Expression { get; }

        private Regex Regex => _regex ??= new Regex(Expression, Options, Longest);

        /// <summary>Reads the expression now.</summary>
        /// <exception cref="ArgumentException">It is no regular expression.</exception>
        public void Check() => _ = Regex;

        /// <summary>Whether the expressions are the same text.</summary>
        public bool Equals(Pattern? other) => other is not null && string.Equals(Expression, other.Expression, StringComparison.Ordinal);

        /// <summary>A hash of the expression.</summary>
        public override int GetHashCode() => Expression.GetHashCode(StringComparison.Ordinal);

        private protected override bool Holds(string name) => Regex.IsMatch(name);
    }

    /// <summary>One of the rules at least matches.</summary>
    public sealed record AnyOf(IReadOnlyList<MatchRule> Rules) : MatchRule
    {
        private protected override bool Holds(string name) => Rules.Any(rule => rule.Holds(name));
    }

    /// <summary>All of the rules match.</summary>
    public sealed record AllOf(IReadOnlyList<MatchRule> Rules) : MatchRule
    {
        private protected override bool Holds(string name) => Rules.All(rule => rule.Holds(name));
    }
}
