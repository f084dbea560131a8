using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Commands.Costs;

/// <summary>llmnb cost update: public price data into a book of the own format.</summary>
internal static class CostUpdateCommand
{
    private const long MostBytes = 100_000_000;

    public static Command Create()
    {
        Option<string> from = new("--from") { Description = "File or address of the public price data.", HelpName = "FILE|URL", Required = true };
        Option<string> format = new("--format") { Description = $"Its format: {PriceOptions.GenAiPrices} or {PriceOptions.LiteLlm}.", HelpName = "FORMAT", Required = true };
        format.AcceptOnlyFromAmong(PriceOptions.GenAiPrices, PriceOptions.LiteLlm);
        Option<string> to = new("--output") { Description = "The book to write.", HelpName = "FILE", Required = true };
        Option<string?> units = new("--units") { Description = $"With {PriceOptions.GenAiPrices}: its units.yml.", HelpName = "FILE" };
        Option<string?> asOf = new("--as-of") { Description = "Date of the data. Default: today for an address, unknown for a file.", HelpName = "DATE" };
        Command command = new("update", "Makes a price book for --prices from public price data.") { from, format, to, units, asOf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string source = parsed.GetValue(from)!;
            bool isAddress = Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
            DateOnly? day = parsed.GetValue(asOf) is { } text ? Day(text) : isAddress ? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime) : null;
            if (Directory.Exists(parsed.GetValue(to))) { throw new UsageException($"--output {parsed.GetValue(to)} is a folder; name a file in it."); }
            UnitRegistry? registry = PriceOptions.Units(parsed.GetValue(units));
            if (!isAddress) { PriceOptions.RequireFile(source, "--from"); }
            byte[] json = isAddress ? await FetchAsync(address!, cancellationToken) : await File.ReadAllBytesAsync(source, cancellationToken);
            PriceImport import = PriceOptions.Import(json, source, parsed.GetValue(format)!, day, registry);
            foreach (string warning in import.Warnings) { await parsed.InvocationConfiguration.Error.WriteLineAsync($"llmnb: {warning}."); }
            import.Book.Save(parsed.GetValue(to)!);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{Count(import.Book.Providers.Sum(p => p.Models.Count), "model")} of {Count(import.Book.Providers.Count, "provider")} in {parsed.GetValue(to)}. Use it with --prices {parsed.GetValue(to)}."));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
        ? day
        : throw new UsageException($"--as-of {text} is not a date; write it as 2026-08-21.");

    private static async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { MaxResponseContentBufferSize = MostBytes };
        try
        {
            return await http.GetByteArrayAsync(address, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"{address.GetLeftPart(UriPartial.Path)} cannot be read: {e.Message} Download it another way and pass the file to --from.", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{address.GetLeftPart(UriPartial.Path)} did not answer within {http.Timeout.TotalSeconds:0} s.", e);
        }
    }
}
