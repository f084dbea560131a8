using System.Globalization;
using System.Net;

namespace LlmNotebooks.Evaluation;

/// <summary>How far a run is, as a person reads it: a bar, counts, the rate, and who failed.</summary>
internal static class RunProgressView
{
    public static string Text(RunProgress progress)
    {
        string left = progress.CallsPerSecond > 0 && progress.Done < progress.Total
            ? $", {Duration(TimeSpan.FromSeconds((progress.Total - progress.Done) / progress.CallsPerSecond))} left"
            : "";
        string errors = $"{progress.Errors:N0} {(progress.Errors == 1 ? "error" : "errors")}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{progress.Done:N0} of {progress.Total:N0} answers, {errors}, {progress.CallsPerSecond:0.#}/s, {Duration(progress.Elapsed)}{left}{(progress.Wait is { } wait ? $"; {wait}" : "")}");
    }

    public static void WriteHtml(RunProgress progress, TextWriter html)
    {
        html.Write("<div style=\"font-variant-numeric:tabular-nums\">");
        Bar(html, progress.Done, progress.Total);
        html.Write(" " + WebUtility.HtmlEncode(Text(progress)));
        if (progress.Models.Count > 1)
        {
            html.Write("<table style=\"border-collapse:collapse;font-size:.9em\"><tbody>");
            foreach (ModelProgress model in progress.Models)
            {
                html.Write($"<tr><td style=\"text-align:left;padding:0 .8em 0 0\">{WebUtility.HtmlEncode(model.Model)}</td><td>");
                Bar(html, model.Done, model.Total);
                html.Write(string.Create(CultureInfo.InvariantCulture,
                    $"</td><td style=\"text-align:right;padding:0 .8em\">{model.Done:N0} of {model.Total:N0}</td><td style=\"text-align:right\">{(model.Errors == 0 ? "" : $"{model.Errors:N0} failed")}</td></tr>"));
            }
            html.Write("</tbody></table>");
        }
        html.Write("</div>");
    }

    private static void Bar(TextWriter html, long done, long total) => html.Write(string.Create(
        CultureInfo.InvariantCulture, $"<progress value=\"{done}\" max=\"{Math.Max(total, 1)}\" style=\"vertical-align:middle\"></progress>"));

    private static string Duration(TimeSpan time) => time.ToString(time.TotalDays < 1 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
}
