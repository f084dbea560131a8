using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Metrics.Catalog;

/// <summary>A parameter of a metric as an option is written: true and false, numbers with a point, lists with commas.</summary>
internal static class OptionText
{
    public static string Of(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Array } list => string.Join(',', list.EnumerateArray().Select(item => Of(item))),
        JsonElement element => element.GetRawText(),
        IEnumerable list => string.Join(',', list.Cast<object>().Select(Of)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
