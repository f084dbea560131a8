namespace LlmNotebooks.Kernel.Commands;

/// <summary>What the command line asks for.</summary>
/// <param name="Verb">"run", "export", "--help" or "--version".</param>
/// <param name="Notebooks">The notebooks, as given.</param>
/// <param name="Output">The folder for the results, as given; null for the default.</param>
/// <param name="Html">Whether to write HTML.</param>
/// <param name="Json">Whether to report on stdout as JSON.</param>
internal sealed record Invocation(string Verb, IReadOnlyList<string> Notebooks, string? Output, bool Html, bool Json)
{
    public const string Run = "run";
    public const string Export = "export";
    public const string Help = "--help";
    public const string Version = "--version";

    /// <summary>Whether a run goes on after a cell that fails.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>Values for the notebooks' parameters, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The file with values for the notebooks' parameters, as given; null without.</summary>
    public string? ParameterFile { get; init; }

    /// <exception cref="UsageException">The arguments make no sense.</exception>
    public static Invocation Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0) { throw new UsageException("no command given"); }
        if (args.Contains(Help) || args.Contains("-h")) { return new Invocation(Help, [], null, true, false); }
        if (args[0] == Version) { return new Invocation(Version, [], null, true, false); }
        if (args[0] is not (Run or Export)) { throw new UsageException($"'{args[0]}' is not a command; there are run and export"); }

        List<string> notebooks = [];
        string? output = null;
        bool html = true;
        bool json = false;
        bool allowErrors = false;
        List<KeyValuePair<string, string>> parameters = [];
        string? parameterFile = null;
        for (int i = 1; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--output" or "-o":
                    output = ++i < args.Count ? args[i] : throw new UsageException("--output needs a folder");
                    break;
                case "--no-html" when args[0] == Run:
                    html = false;
                    break;
                case "--allow-errors" when args[0] == Run:
                    allowErrors = true;
                    break;
                case "--param" or "-p" when args[0] == Run:
                    KeyValuePair<string, string> parameter = ParameterArguments.Split(++i < args.Count ? args[i] : null);
                    if (parameters.Exists(other => other.Key == parameter.Key)) { throw new UsageException($"--param {parameter.Key} is given twice"); }
                    parameters.Add(parameter);
                    break;
                case "--param-file" when args[0] == Run:
                    parameterFile = ++i < args.Count ? args[i] : throw new UsageException("--param-file needs a file");
                    break;
                case "--json":
                    json = true;
                    break;
                case ['-', _, ..] option:
                    throw new UsageException($"'{option}' is not an option of {args[0]}");
                case "":
                    throw new UsageException("the name of a notebook is empty");
                default:
                    notebooks.Add(args[i]);
                    break;
            }
        }
        if (notebooks.Count == 0) { throw new UsageException($"{args[0]} needs a notebook"); }
        return new Invocation(args[0], notebooks, output, html, json) { Parameters = parameters, ParameterFile = parameterFile, AllowErrors = allowErrors };
    }
}
