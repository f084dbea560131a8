using CsCheck;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Tests.Csv;

public sealed class CsvReaderTests
{
    private static readonly Gen<string> Field = Gen.OneOf(Gen.Const(string.Empty), Gen.Char[",;\t\"\r\n ab'"].Array[0, 6].Select(chars => new string(chars)), Gen.String);

    [Fact]
    public void What_is_written_is_read_again() => Field.Array[1, 5].Array[1, 6].Sample(records =>
    {
        CsvReader reader = new(new StringReader(string.Concat(records.Select(CsvWriter.Record))));

        foreach (string[] record in records) { Assert.Equal(record, reader.Read()); }
        Assert.Null(reader.Read());
    });

    [Fact]
    public void Fields_of_any_length_come_through() =>
        // Around the 4,096 characters that are read at once.
        Gen.Select(Gen.Int[4085, 4100], Gen.Char["x\"\r\n,"].Array[1, 8], (length, end) => new string('x', length) + new string(end)).Array[1, 3].Sample(fields =>
            Assert.Equal(fields, new CsvReader(new StringReader(CsvWriter.Record(fields))).Read()), iter: 300);

    [Fact]
    public void Lines_are_counted_within_quotes_too()
    {
        // Records begin on lines 1, 3, 5, 8 of this text, whose line ends are CRLF, LF and CR.
        CsvReader reader = new(new StringReader("\"a\r\nb\",c\r\n\"d\ne\"\n\"f\rg\r\n\"\r\nh"));
        List<int> lines = [];
        while (reader.Read() is not null) { lines.Add(reader.Line); }

        Assert.Equal([1, 3, 5, 8], lines);
    }

    [Fact]
    public void Another_separator_leaves_the_comma_alone()
    {
        CsvReader reader = new(new StringReader("a,b;\"c;d\"\n"), ';');

        Assert.Equal(["a,b", "c;d"], reader.Read());
    }
}
