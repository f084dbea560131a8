using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Documents;

public sealed class NotebookRoundTripTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Const(""),
        Gen.Const("\n"),
        Gen.Const("a\r\nb\rc\u2028d\fe\n\n"),
        Gen.Const("\"\\\b\t\u0001\u007f <é🎉>"),
        Gen.String[Gen.OneOf(Gen.Char['\0', '\u00ff'], Gen.Char['\u2000', '\u20ff'], Gen.Const('\n')), 0, 40]);

    private static readonly Gen<JsonNode?> Json = Gen.OneOf(
        Gen.Const((JsonNode?)null),
        Text.Select(text => (JsonNode?)text),
        Gen.Int.Select(number => (JsonNode?)number),
        Gen.Double[-1e9, 1e9].Select(number => (JsonNode?)number),
        Gen.Bool.Select(flag => (JsonNode?)flag),
        Text.Array[0, 3].Select(texts => (JsonNode?)new JsonArray([.. texts.Select(text => (JsonNode)text)])));

    private static readonly Gen<JsonObject> Members =
        from names in Text.Array[0, 3]
        from values in Json.Array[3]
        select new JsonObject(names.Distinct().Zip(values, (name, value) => KeyValuePair.Create("x" + name, value?.DeepClone())));

    private static readonly Gen<MimeBundle> Bundle =
        from plain in Text
        from html in Text
        from json in Json
        select Make(plain, html, json);

    private static readonly Gen<CellOutput> Output = Gen.OneOf<CellOutput>(
        Gen.Select(Gen.OneOf(Gen.Const("stdout"), Gen.Const("stderr")), Text).Select((name, text) => (CellOutput)new StreamOutput(name, text)),
        Gen.Select(Bundle, Members, Gen.Bool).Select((data, metadata, isResult) =>
            (CellOutput)new DisplayOutput(data) { Metadata = metadata, IsResult = isResult, ExecutionCount = isResult ? 1 : null }),
        Gen.Select(Text, Text, Text.Array[0, 3]).Select((name, message, lines) => (CellOutput)new ErrorOutput(name, message, lines)));

    private static readonly Gen<Notebook> Notebook =
        from kinds in Gen.Enum<CellKind>().Array[0, 5]
        from sources in Text.Array[5]
        from outputs in Output.Array[0, 3]
        from metadata in Members
        from extra in Members
        select Make(kinds, sources, outputs, metadata, extra);

    [Fact]
    public void Reading_what_was_written_gives_the_same_notebook() => Notebook.Sample(notebook =>
    {
        string written = NotebookWriter.Write(notebook);
        Notebook read = NotebookReader.Read(Encoding.UTF8.GetBytes(written));
        return NotebookWriter.Write(read) == written
            && read.Cells.Select(cell => (cell.Kind, cell.Id, cell.Source)).SequenceEqual(notebook.Cells.Select(cell => (cell.Kind, cell.Id, cell.Source)))
            && JsonNode.DeepEquals(read.Metadata, notebook.Metadata);
    }, iter: 2_000);

    [Fact]
    public void What_is_written_is_the_same_JSON_to_any_other_reader() => Json.Sample(node =>
        JsonNode.DeepEquals(JsonNode.Parse(JupyterJson.Write(new JsonArray(node?.DeepClone()))), new JsonArray(node?.DeepClone())), iter: 2_000);

    private static MimeBundle Make(string plain, string html, JsonNode? json)
    {
        MimeBundle bundle = new MimeBundle().With(MimeTypeNames.Plain, plain).With(MimeTypeNames.Html, html);
        bundle[MimeTypeNames.Json] = json?.DeepClone();
        return bundle;
    }

    private static Notebook Make(CellKind[] kinds, string[] sources, CellOutput[] outputs, JsonObject metadata, JsonObject extra)
    {
        var notebook = new Notebook { Metadata = (JsonObject)metadata.DeepClone(), Extra = (JsonObject)extra.DeepClone() };
        for (int i = 0; i < kinds.Length; i++)
        {
            notebook.Cells.Add(new Cell
            {
                Kind = kinds[i],
                Id = $"cell-{i}",
                Source = sources[i],
                Outputs = kinds[i] == CellKind.Code ? outputs : [],
                ExecutionCount = kinds[i] == CellKind.Code ? i : null,
            });
        }
        return notebook;
    }
}
