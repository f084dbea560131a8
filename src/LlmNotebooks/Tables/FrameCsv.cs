using System.Text;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Tables;

/// <summary>A frame as CSV, RFC 4180.</summary>
internal static class FrameCsv
{
    public static string Write(Frame frame)
    {
        StringBuilder csv = new(CsvWriter.Record(frame.Columns));
        for (int row = 0; row < frame.RowCount; row++)
        {
            csv.Append(CsvWriter.Record(frame.DataFrame.Columns.Select(c => Cell.Exact(Cell.Value(c, row)))));
        }

        return csv.ToString();
    }
}
