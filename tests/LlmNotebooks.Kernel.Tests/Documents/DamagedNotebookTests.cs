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
