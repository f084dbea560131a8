using LlmNotebooks.Charts;
using LlmNotebooks.Tables;
using Microsoft.Data.Sqlite;

var models = new[] { ("micro", "adding", 0.9, 40.0), ("micro", "sorting", 0.8, 44.0), ("nano", "adding", 0.7, 12.0), ("nano", "sorting", 0.5, 13.0) };
Frame cells = Frame.Of(models)
    .Column("model", m => m.Item1)
    .Column("category", m => m.Item2)
    .Column("score", m => m.Item3)
    .Column("score_low", m => m.Item3 - 0.1)
    .Column("score_high", m => m.Item3 + 0.1)
    .Column("latency_ms", m => m.Item4)
    .Build();

void Show(string name, object value, params string[] mimeTypes)
{
    foreach (string mimeType in mimeTypes) { Console.WriteLine($"{name}\t{mimeType}\t{Summary(Format(value, mimeType))}"); }
}

string Summary(string text) =>
    text.Contains("data-figure=") ? "a figure" :
    text.Contains("<table") ? "a table" :
    text.StartsWith("{\"data\":") ? "plotly json" :
    text.ReplaceLineEndings(" ");

string[] figureTypes = { "text/html", "application/vnd.plotly.v1+json" };
Show("frame", cells, "text/html", "text/plain");
Show("intervals", Charts.Intervals(cells, "category", "score"), figureTypes);
Show("heat map", Charts.HeatMap(cells, "category", "model", "score"), figureTypes);
Show("distribution", Charts.Distribution(cells, "model", "latency_ms"), figureTypes);
Show("pareto", Charts.Pareto(cells, "latency_ms", "score", "model"), figureTypes);
Show("differences", Charts.Differences(cells, "category", "score"), figureTypes);

// A chart of Plotly.NET's own making, and one of its functions on a chart of ours.
var points = Plotly.NET.CSharp.Chart.Point<double, double, string>(x: new[] { 1.0, 2.0 }, y: new[] { 3.0, 4.0 });
Show("of Plotly.NET", new Figure(points), figureTypes);
Console.WriteLine($"traces\t{Plotly.NET.GenericChart.countTrace(Charts.Intervals(cells, "category", "score").Chart)}");

using (SqliteConnection connection = new("Data Source=:memory:"))
{
    connection.Open();
    using SqliteCommand command = connection.CreateCommand();
    command.CommandText = "select 6 * 7";
    Console.WriteLine($"sqlite\t{command.ExecuteScalar()}");
}
