using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class ChoicesTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("2", "C")]
    [InlineData("0", "A")]
    [InlineData("\"b\"", "B")]
    [InlineData("\"D\"", "D")]
    [InlineData("\"Rome\"", "C")]
    [InlineData("\" Oslo \"", "D")]
    public void The_answer_is_an_index_a_letter_or_a_text(string answer, string letter)
    {
        Sample sample = _files.One($$"""{"question":"q","choices":["Paris","Bern","Rome","Oslo"],"answer":{{answer}}}""");

        Assert.Equal(letter, sample.Target);
        Assert.Equal(["Paris", "Bern", "Rome", "Oslo"], sample.Choices);
    }

    [Fact]
    public void Several_may_be_right_and_none_may_be_known()
    {
        Assert.Equal(["C", "A"], _files.One("""{"input":"q","choices":["x","y","z"],"targets":[2,"x"]}""").References);
        Assert.Null(_files.One("""{"input":"q","choices":["x","y"]}""").Target);
        Assert.Equal("B", _files.One("""{"choices":["x","y"],"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"y"}]}""").Target);
    }

    [Fact]
    public void Choices_may_be_an_object_of_letters_or_have_a_field_each()
    {
        Assert.Equal(["x", "y"], _files.One("""{"input":"q","options":{"A":"x","B":"y"},"answer":"B"}""").Choices);
        Assert.Equal(["x", "2"], _files.One("""{"input":"q","choices":{"text":["x",2]},"answer":"B"}""", new DatasetFields { Choices = ["choices.text"] }).Choices);

        DatasetFields columns = new() { Choices = ["good", "bad1", "bad2"], Target = "good" };
        Dataset dataset = _files.Load("question,good,bad1,bad2\nq,B,A,C\nr,1,0,\ns,,,\n", columns, "data.csv");

        Assert.Equal(["A", "A", null], dataset.Samples.Select(sample => sample.Target));
        Assert.Equal([3, 2, 0], dataset.Samples.Select(sample => sample.Choices.Count));
    }

    [Fact]
    public void In_a_table_a_whole_number_is_an_index_unless_it_is_a_choice_itself()
    {
        DatasetFields columns = new() { Choices = ["A", "B", "C"] };

        Assert.Equal("C", _files.One("input,A,B,C,answer\nq,x,y,z,2", columns, "data.csv").Target);
        Assert.Equal("C", _files.One("input,A,B,C,answer\nq,x,y,z,C", columns, "data.csv").Target);
        Assert.Equal("B", _files.One("input,A,B,C,answer\nq,0,1,z,1", columns, "data.csv").Target);
        Assert.Contains("B by its text and C by its number", _files.Fails("input,A,B,C,answer\nq,0,2,1,2", columns, "data.csv").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"input":"q","choices":["x","y"],"answer":2}""", "answer", "The index 2 is out of range")]
    [InlineData("""{"input":"q","choices":["x","y"],"answer":-1}""", "answer", "The index -1 is out of range")]
    [InlineData("""{"input":"q","choices":["x","y"],"answer":0.5}""", "answer", "The index 0.5 is out of range")]
    [InlineData("""{"input":"q","choices":["x","y"],"answer":"C"}""", "answer", "'C' is none of the 2 choices")]
    [InlineData("""{"input":"q","choices":["x","y"],"answer":"1"}""", "answer", "'1' is none of the 2 choices")]
    [InlineData("""{"input":"q","choices":["x","y"],"answers":["x","w"]}""", "answers[1]", "'w' is none")]
    [InlineData("""{"input":"q","choices":["B","A"],"answer":"A"}""", "answer", "B by its text and A by its letter")]
    [InlineData("""{"input":"q","choices":[]}""", "choices", "There is no choice")]
    [InlineData("""{"input":"q","choices":["x"]}""", "choices", "one choice only")]
    [InlineData("""{"input":"q","choices":["x"," "]}""", "choices", "Choice B is blank")]
    [InlineData("""{"input":"q","choices":["x","y"," x"]}""", "choices", "Choices A and C are the same")]
    [InlineData("""{"input":"q","choices":["x",null]}""", "choices[1]", "not null")]
    [InlineData("""{"input":"q","choices":"x"}""", "choices", "An array of texts is expected")]
    [InlineData("""{"input":"q","choices":{"text":["x"]}}""", "choices", "choices.text")]
    [InlineData("""{"input":"q","choices":{"A":["x"]}}""", "choices.A", "not an array")]
    [InlineData("""{"input":"q","choices":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27]}""", "choices", "letters for 26")]
    public void What_is_wrong_is_said_with_its_place(string line, string field, string problem)
    {
        DatasetFormatException e = _files.Fails("\n" + line);

        Assert.Equal((2, field), (e.Line, e.Field));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_among_columns_of_choices_is_an_error()
    {
        DatasetFormatException e = _files.Fails("input,a,b,c\nq,x,,z", new DatasetFields { Choices = ["a", "b", "c"] }, "data.csv");

        Assert.Equal((2, "b"), (e.Line, e.Field));
    }
}
