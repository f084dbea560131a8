using System.Text;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Documents;

public sealed class NotebookFileTests
{
    // Saved by Jupyter Notebook 7.2 (nbformat 5.10): one space of indent, sorted members, unescaped text, final newline.
    private const string FromJupyter = """
        {
         "cells": [
          {
           "attachments": {
            "dot.png": {
             "image/png": "iVBORw0KGgo="
            }
           },
           "cell_type": "markdown",
           "id": "a1-b_2",
           "metadata": {
            "collapsed": true,
            "tags": [
             "intro"
            ]
           },
           "source": [
            "# Größe \"x\" 🎉\n",
            "![dot](attachment:dot.png)"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "c0de",
           "metadata": {},
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "one\n",
              "two"
             ]
            },
            {
             "data": {
              "application/json": {
               "a": [
                1,
                2.50
               ],
               "b": null
              },
              "image/png": "iVBORw0KGgo=",
              "text/html": [
               "<b>\n",
               "</b>"
              ],
              "text/plain": [
               "b"
              ]
             },
             "execution_count": 3,
             "metadata": {
              "image/png": {
               "width": 4
              }
             },
             "output_type": "execute_result"
            },
            {
             "ename": "E",
             "evalue": "bad",
             "output_type": "error",
             "traceback": [
              "\u001b[0;31mE\u001b[0m"
             ]
            }
           ],
           "source": []
          },
          {
           "cell_type": "raw",
           "id": "r",
           "metadata": {},
           "source": [
            "raw\r\n",
            "text"
           ]
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "unknown": {}
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void A_notebook_saved_by_Jupyter_is_written_as_it_was()
    {
        string text = FromJupyter.ReplaceLineEndings("\n");

        Assert.Equal(text, NotebookWriter.Write(Read(text)));
    }

    [Fact]
    public void Text_may_be_a_string_or_lines()
    {
        Notebook notebook = Read("""
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
              {"cell_type":"markdown","id":"a","metadata":{},"source":"one\ntwo"},
              {"cell_type":"markdown","id":"b","metadata":{},"source":["one\n","two"]}]}
            """);

        Assert.Equal("one\ntwo", notebook.Cells[0].Source);
        Assert.Equal("one\ntwo", notebook.Cells[1].Source);
    }

    [Fact]
    public void Members_that_nobody_knows_are_kept_everywhere()
    {
        const string Unknown = """
            {"nbformat":4,"nbformat_minor":5,"metadata":{"m":{"n":[1,{"o":null}]}},"x":1,"cells":[
              {"cell_type":"code","id":"a","metadata":{"k":true},"y":2,"source":"","execution_count":null,
               "outputs":[{"output_type":"stream","name":"stdout","text":"t","z":3},{"output_type":"future","q":[4]}]}]}
            """;

        string written = NotebookWriter.Write(Read(Unknown));

        Assert.All(["\"x\": 1", "\"y\": 2", "\"z\": 3", "\"output_type\": \"future\"", "\"k\": true", "\"o\": null"],
            member => Assert.Contains(member, written, StringComparison.Ordinal));
        Assert.Equal(written, NotebookWriter.Write(Read(written)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Older_notebooks_get_ids_that_are_the_same_at_each_reading(int minor)
    {
        string old = $$"""
            {"nbformat":4,"nbformat_minor":{{minor}},"metadata":{},"cells":[
              {"cell_type":"code","metadata":{},"source":"1","execution_count":null,"outputs":[]},
              {"cell_type":"code","metadata":{},"source":"1","execution_count":null,"outputs":[]},
              {"cell_type":"markdown","metadata":{},"source":"1"}]}
            """;

        Notebook notebook = Read(old);

        Assert.Equal(5, notebook.Minor);
        Assert.Equal(3, notebook.Cells.Select(cell => cell.Id).Distinct().Count());
        Assert.Equal(NotebookWriter.Write(Read(old)), NotebookWriter.Write(notebook));
        Assert.All(notebook.Cells, cell => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", cell.Id));
    }

    [Fact]
    public void A_repeated_id_is_replaced_and_the_first_kept()
    {
        Notebook notebook = Read("""
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
              {"cell_type":"raw","id":"a","metadata":{},"source":"1"},{"cell_type":"raw","id":"a","metadata":{},"source":"2"}]}
            """);

        Assert.Equal("a", notebook.Cells[0].Id);
        Assert.NotEqual("a", notebook.Cells[1].Id);
    }

    [Fact]
    public void A_byte_order_mark_is_no_matter() =>
        Assert.Empty(NotebookReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}"""u8]).Cells);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("{\n  \"nbformat\": 4,\n  oops\n}", "line 3, byte 3: not JSON")]
    [InlineData("[1]", "the file must be a JSON object, found an array")]
    [InlineData("{}", "the file has no \"nbformat\"; is this a notebook?")]
    [InlineData("{\"nbformat\":3,\"nbformat_minor\":0,\"worksheets\":[]}", "nbformat is 3, this kernel reads nbformat 4")]
    [InlineData("{\"nbformat\":\"4\"}", "nbformat must be an integer, found a string")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5}", "the file has no \"cells\"")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":{}}", "cells must be an array, found an object")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[1]}", "cells[0] must be a JSON object, found a number")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"prose\",\"source\":\"\"}]}", "cells[0].cell_type is \"prose\"")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"raw\"}]}", "cells[0] has no \"source\"")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"raw\",\"source\":[\"a\",2]}]}", "cells[0].source[1] must be a string, found a number")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"raw\",\"id\":\"a b\",\"source\":\"\"}]}", "cells[0].id is \"a b\"")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[],\"cells\":[]}", "not JSON")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[{\"cell_type\":\"raw\",\"source\":\"\\ud800\"}]}", "a text cannot be decoded")]
    [InlineData("{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{\"a\":\"\\ud800\"},\"cells\":[]}", "a text cannot be decoded")]
    public void What_is_not_a_notebook_is_refused_with_the_place_and_the_reason(string text, string expected)
    {
        NotebookFormatException exception = Assert.Throws<NotebookFormatException>(() => Read(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static Notebook Read(string text) => NotebookReader.Read(Encoding.UTF8.GetBytes(text));
}
