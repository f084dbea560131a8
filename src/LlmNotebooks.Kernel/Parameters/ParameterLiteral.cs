using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmNotebooks.Kernel.Parameters;

/// <summary>Reads a text as a value of a parameter's type.</summary>
/// <remarks>Numbers and dates are read in the invariant culture: a run means the same on every machine.</remarks>
internal static class ParameterLiteral
{
    private const string Invariant = "System.Globalization.CultureInfo.InvariantCulture";

    private const string Kinds =
        "string, char, bool, numbers, enums, DateTime, DateTimeOffset, DateOnly, TimeOnly, TimeSpan, Guid, and these with '?'";

    /// <exception cref="ParameterException">The text is no value of the type.</exception>
    public static ParameterValue Read(Parameter parameter, string text)
    {
        ITypeSymbol type = parameter.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            if (text == "null") { return new ParameterValue(parameter.Name, "null", null); }
            type = nullable.TypeArguments[0];
        }
        Form form = FormOf(type) ?? throw new ParameterException(type.TypeKind == TypeKind.Error
            ? $"--param {parameter.Name}: the type of '{parameter.Name}' is not known before the cells run; a parameter can be: {Kinds}"
            : $"--param {parameter.Name}: '{parameter.Name}' is of type {parameter.TypeName}, which no text can set; a parameter can be: {Kinds}");
        (string Code, JsonNode? Json)? value = form.Read(text);
        return value is { } read
            ? new ParameterValue(parameter.Name, read.Code, read.Json)
            : throw new ParameterException(
                $"--param {parameter.Name}: '{text}' is not a value of the type {parameter.TypeName}{form.Range}; for instance --param {parameter.Name}={form.Example}");
    }

    private static Form? FormOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => new Form(text => (SymbolDisplay.FormatLiteral(text, quote: true), text), "text"),
        SpecialType.System_Char => new Form(text => text.Length == 1 ? (SymbolDisplay.FormatLiteral(text[0], quote: true), text) : null, "a", ", one character"),
        SpecialType.System_Boolean => new Form(text => bool.TryParse(text, out bool value) ? (value ? "true" : "false", value) : null, "true"),
        SpecialType.System_SByte => Whole<sbyte>(""),
        SpecialType.System_Byte => Whole<byte>(""),
        SpecialType.System_Int16 => Whole<short>(""),
        SpecialType.System_UInt16 => Whole<ushort>(""),
        SpecialType.System_Int32 => Whole<int>(""),
        SpecialType.System_UInt32 => Whole<uint>("u"),
        SpecialType.System_Int64 => Whole<long>("L"),
        SpecialType.System_UInt64 => Whole<ulong>("ul"),
        SpecialType.System_Single => Real<float>("f", "float"),
        SpecialType.System_Double => Real<double>("d", "double"),
        SpecialType.System_Decimal => new Form(
            text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
                ? (value.ToString(CultureInfo.InvariantCulture) + "m", value) : null,
            "0.25"),
        SpecialType.System_DateTime => Parsed<DateTime>(
            "System.DateTime", "O", "2026-01-31T12:00:00", $", {Invariant}, System.Globalization.DateTimeStyles.RoundtripKind",
            text => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime value) ? value : null),
        _ when type.TypeKind == TypeKind.Enum => EnumForm((INamedTypeSymbol)type),
        _ => type.ToDisplayString() switch
        {
            "System.DateTimeOffset" => Parsed<DateTimeOffset>(
                "System.DateTimeOffset", "O", "2026-01-31T12:00:00+01:00", ", " + Invariant,
                text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value) ? value : null),
            "System.DateOnly" => Parsed<DateOnly>(
                "System.DateOnly", "O", "2026-01-31", ", " + Invariant,
                text => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out DateOnly value) ? value : null),
            "System.TimeOnly" => Parsed<TimeOnly>(
                "System.TimeOnly", "O", "18:30", ", " + Invariant,
                text => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out TimeOnly value) ? value : null),
            "System.TimeSpan" => Parsed<TimeSpan>(
                "System.TimeSpan", "c", "01:30:00", ", " + Invariant,
                text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value) ? value : null),
            "System.Guid" => Parsed<Guid>(
                "System.Guid", "D", "0f8fad5b-d9cb-469f-a165-70867728950e", "", text => Guid.TryParse(text, out Guid value) ? value : null),
            _ => null,
        },
    };

    private static Form Whole<T>(string suffix)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
            text => T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out T value)
                ? (value.ToString(null, CultureInfo.InvariantCulture) + suffix, JsonValue.Create(value))
                : null,
            "42",
            string.Create(CultureInfo.InvariantCulture, $", from {T.MinValue} to {T.MaxValue}"));

    private static Form Real<T>(string suffix, string name)
        where T : struct, IFloatingPointIeee754<T> => new(
            text => !T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) ? null
                : T.IsFinite(value) ? (value.ToString("R", CultureInfo.InvariantCulture) + suffix, JsonValue.Create(value))
                : T.IsNaN(value) ? ($"{name}.NaN", "NaN")
                // A number too large is not infinite.
                : text.Any(char.IsAsciiDigit) ? null
                : T.IsPositive(value) ? ($"{name}.PositiveInfinity", "Infinity") : ($"{name}.NegativeInfinity", "-Infinity"),
            "0.25");

    private static Form Parsed<T>(string type, string format, string example, string arguments, Func<string, T?> parse)
        where T : struct, IFormattable => new(
            text => parse(text) is { } value && value.ToString(format, CultureInfo.InvariantCulture) is var exact
                ? ($"{type}.Parse(\"{exact}\"{arguments})", exact)
                : null,
            example);

    private static Form EnumForm(INamedTypeSymbol type)
    {
        string[] members = [.. type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue).Select(member => member.Name)];
        string? Find(string name) => members.FirstOrDefault(member => member == name)
            ?? members.FirstOrDefault(member => member.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new Form(
            text =>
            {
                string?[] named = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Find)];
                return named.Contains(null) ? null : (string.Join(" | ", named.Select(name => $"{Name(type)}.{name}")), string.Join(", ", named));
            },
            members.FirstOrDefault() ?? "",
            $" ({string.Join(", ", members)})");
    }

    /// <summary>The name of a type in code; that of one from a cell is without the submission around it.</summary>
    private static string Name(INamedTypeSymbol type) => type.ContainingType switch
    {
        { IsScriptClass: false } outer => $"{Name(outer)}.{type.Name}",
        null when !type.ContainingNamespace.IsGlobalNamespace => $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}",
        _ => type.Name,
    };

    /// <summary>How the values of a type are written.</summary>
    /// <param name="Read">Gives the value in C# and in JSON; null for what is none.</param>
    /// <param name="Example">A value.</param>
    /// <param name="Range">What the values are, as the end of a sentence.</param>
    private sealed record Form(Func<string, (string Code, JsonNode? Json)?> Read, string Example, string Range = "");
}
