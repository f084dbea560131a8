using System.Text;
using CsCheck;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Tests.Csv;

public sealed class Utf8LinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Lengths around the 65,536 bytes that are read at once, beside short ones.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char["ab\r\né€ "].Array[0, 30].Select(chars => new string(chars)),
        Gen.Select(Gen.Int[65_525, 65_545], Gen.Char["ab\r\n"].Array[1, 20], (length, end) => new string('x', length) + new string(end))).Array[0, 3].Select(string.Concat);

    [Fact]
    public void Lines_are_those_of_a_text_reader() => Text.Sample(text =>
    {
        string path = _folder.File("lines.txt");
        File.WriteAllText(path, text);

        Assert.Equal(File.ReadLines(path), Read(path));
    }, iter: 300, threads: 1);

    [Fact]
    public void A_byte_order_mark_is_taken_off_and_says_the_encoding()
    {
        string path = _folder.File("lines.txt");
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            File.WriteAllText(path, "é\n€", encoding);

            Assert.Equal(["é", "€"], Read(path));
        }
    }

    private static List<string> Read(string path)
    {
        using Utf8Lines lines = new(path);
        List<string> all = [];
        while (lines.TryNext(out ReadOnlyMemory<byte> line)) { all.Add(Encoding.UTF8.GetString(line.Span)); }
        return all;
    }
}
