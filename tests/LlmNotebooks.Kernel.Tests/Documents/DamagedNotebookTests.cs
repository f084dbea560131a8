using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Documents;

public sealed class DamagedNotebookTests
{
    private const string Sound = """
        {"nbformat":4,"nbformat_minor":5,"metadata":{"a":[1,{"b":null}]},"cells":[
          {"cell_type":"markdown","id":"m","metadata":{},"source":["# \u00e9\n","x"],"attachments":{"d.png":{"image/png":"AA=="}}},
          {"cell_type":"code","id":"c","metadata":{},"source":"1","execution_count":1,"outputs":[
            {"output_type":"stream","name":"stdout","text":["a\n"]},
            {"output_type":"execute_result","execution_count":1,"metadata":{},"data":{"text/plain":["1"],"application/json":{"k":[]}}},
            {"output_type":"error","ename":"E","evalue":"v","traceback":["t"]}]}]}
        """;

    private static readonly string[] Tokens = ["null", "{}", "[]", "1e999", "-1", "\"\\ud800\"", "true", "\"\"", "99999999999999999999", ",", "}", "\u0000"];

    private static readonly Gen<(int At, int Length, string Token)> Damage =
        from at in Gen.Int[0, Sound.Length - 1]
        from length in Gen.OneOf(Gen.Const(0), Gen.Const(1), Gen.Int[0, 30])
        from token in Gen.Int[0, Tokens.Length - 1]
        select (at, Math.Min(length, Sound.Length - at), Tokens[token]);

    [Fact]
    public void A_damaged_file_is_read_and_written_or_refused_as_a_notebook_and_nothing_else() => Damage.Array[1, 3].Sample(damages =>
    {
        string text = Sound;
        foreach ((int at, int length, string token) in damages)
        {
            int start = Math.Min(at, text.Length);
            text = text[..start] + token + text[Math.Min(start + length, text.Length)..];
        }
        try
        {
            string written = NotebookWriter.Write(NotebookReader.Read(Encoding.UTF8.GetBytes(text)));
            return NotebookWriter.Write(NotebookReader.Read(Encoding.UTF8.GetBytes(written))) == written;
        }
        catch (NotebookFormatException exception)
        {
            return exception.Message.Length > 0;
        }
    }, iter: 20_000);

    [Theory]
    [InlineData("""{"output_type":"error","ename":"E","evalue":"v","traceback":["a",null,"b"]}""", "E: a||b")]
    [InlineData("""{"output_type":"error","ename":null,"evalue":null,"traceback":null}""", ": ")]
    [InlineData("""{"output_type":"error","ename":"E","evalue":"v","traceback":"a"}""", "E: a")]
    [InlineData("""{"output_type":"error","ename":"E","evalue":7,"traceback":[1,{"x":2},["a","b"]]}""", """E: 1|{"x":2}|ab""")]
    [InlineData("""{"output_type":"stream","name":null,"text":["a",null,"b"]}""", "stdout: ab")]
    [InlineData("""{"output_type":"stream","text":null}""", "stdout: ")]
    [InlineData("""{"output_type":"display_data","data":{"text/plain":["a",null]},"metadata":null}""", "text/plain: a")]
    [InlineData("""{"output_type":"execute_result","data":null,"execution_count":"x"}""", "")]
    [InlineData("""{"output_type":null}""", "UnknownOutput")]
    [InlineData("null", null)]
    public void A_stored_output_that_is_odd_refuses_no_notebook(string output, string? expected)
    {
        string text = $$$"""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"c","metadata":{},"source":"1","execution_count":1,"outputs":[{{{output}}}]}]}""";

        Notebook notebook = NotebookReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected is null ? [] : [expected], notebook.Cells[0].Outputs.Select(Describe));
        Assert.NotEmpty(NotebookWriter.Write(notebook));
    }

    private static string Describe(CellOutput output) => output switch
    {
        ErrorOutput error => $"{error.Name}: {string.Join('|', error.Traceback)}",
        StreamOutput stream => $"{stream.Name}: {stream.Text}",
        DisplayOutput display => string.Join(',', display.Data.MimeTypes.Select(type => $"{type}: {display.Data.Text(type)}")),
        _ => output.GetType().Name,
    };

    [Fact]
    public void Values_of_another_kind_anywhere_are_read_or_refused_as_a_notebook()
    {
        string[] kinds = ["null", "{}", "[]", "1", "1.5", "true", "\"text\""];
        int count = Descendants(JsonNode.Parse(Sound)!).Count();
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            foreach (string kind in kinds)
            {
                JsonNode root = JsonNode.Parse(Sound)!;
                (JsonNode parent, object place) = Descendants(root).ElementAt(i);
                if (parent is JsonObject members) { members[(string)place] = JsonNode.Parse(kind); }
                else { parent[(int)place] = JsonNode.Parse(kind); }
                try
                {
                    NotebookWriter.Write(NotebookReader.Read(Encoding.UTF8.GetBytes(root.ToJsonString())));
                }
                catch (NotebookFormatException)
                {
                    refused++;
                }
            }
        }
        Assert.InRange(refused, count, count * kinds.Length);
    }

    private static IEnumerable<(JsonNode Parent, object Place)> Descendants(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => Below(member.Value).Prepend((node, member.Key))),
        JsonArray items => items.SelectMany((item, i) => Below(item).Prepend((node, i))),
        _ => [],
    };

    private static IEnumerable<(JsonNode Parent, object Place)> Below(JsonNode? node) => node is null ? [] : Descendants(node);
}
