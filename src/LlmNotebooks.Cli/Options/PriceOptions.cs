using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Options;

/// <summary>Which prices, and at what time: alike in every command that prices.</summary>
internal sealed class PriceOptions(string when = "The time whose prices apply. Default: now.")
{
    public const string Native = "native", GenAiPrices = "genai-prices", LiteLlm = "litellm";

    private readonly Option<string?> _prices = new("--prices") { Description = "A price file. Default: the built-in price book.", HelpName = "FILE" };
    private readonly Option<string> _format = Format();
    private readonly Option<string?> _units = new("--units") { Description = "With genai-prices: its units.yml. Default: the built-in units.", HelpName = "FILE" };
    private readonly Option<string?> _at = new("--at") { Description = $"{when} Written as 2026-08-21 or 2026-08-21T12:00:00Z.", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_prices);
        command.Options.Add(_format);
        command.Options.Add(_units);
        command.Options.Add(_at);
    }

    public static Option<string> Format()
    {
        Option<string> format = new("--format") { Description = $"Format of the prices: {Native}, {GenAiPrices} or {LiteLlm}.", HelpName = "FORMAT", DefaultValueFactory = _ => Native };
        format.AcceptOnlyFromAmong(Native, GenAiPrices, LiteLlm);
        return format;
    }

    /// <summary>The book, after warnings about what of it could not be read.</summary>
    public PriceBook Load(ParseResult parsed)
    {
        (string? file, string format, string? units) = (parsed.GetValue(_prices), parsed.GetValue(_format)!, parsed.GetValue(_units));
        if (units is not null && format != GenAiPrices) { throw new UsageException($"--units needs --format {GenAiPrices}."); }
        if (file is null)
        {
            return format == Native ? PriceBook.BuiltIn : throw new UsageException($"--format {format} needs --prices FILE.");
        }

        RequireFile(file, "--prices");
        if (format == Native) { return PriceBook.Load(file); }
        PriceImport import = Import(File.ReadAllBytes(file), file, format, asOf: null, Units(units));
        foreach (string warning in import.Warnings) { parsed.InvocationConfiguration.Error.WriteLine($"llmnb: {warning}."); }
        return import.Book;
    }

    public static PriceImport Import(byte[] json, string name, string format, DateOnly? asOf, UnitRegistry? units) =>
        format == LiteLlm ? PriceImport.LiteLlm(json, name, asOf) : PriceImport.GenAiPrices(json, name, asOf, units);

    public static UnitRegistry? Units(string? file)
    {
        if (file is null) { return null; }
        RequireFile(file, "--units");
        return UnitRegistry.Load(file);
    }

    /// <summary>The moment of --at, else now.</summary>
    public DateTimeOffset At(ParseResult parsed) => Given(parsed) ?? TimeProvider.System.GetUtcNow();

    /// <summary>The moment of --at; null where it was not given.</summary>
    public DateTimeOffset? Given(ParseResult parsed) => parsed.GetValue(_at) is not { } text ? null
        : IsoTime.TryParse(text, out DateTimeOffset at) ? at
        : throw new UsageException($"--at {text} is not a time; write it as 2026-08-21T12:00:00Z.");

    public static void RequireFile(string file, string option)
    {
        if (!File.Exists(file)) { throw new UsageException($"{option} {file}: there is no such file."); }
    }

    public static ServiceLevel Level(string text) => Enum.TryParse(text, ignoreCase: true, out ServiceLevel level) && Enum.IsDefined(level)
        ? level
        : throw new UsageException($"--level {text} is not known; the levels are standard, batch, flex and priority.");

    public static Option<string> LevelOption() => new("--level") { Description = "standard, batch, flex or priority.", HelpName = "LEVEL", DefaultValueFactory = _ => "standard" };
}
