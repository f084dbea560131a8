using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

/// <summary>Datasets come in shapes of their own; each of these loads, at most by naming fields. The content is ours.</summary>
public sealed class WildShapesTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Questions_with_choices_and_the_index_of_the_right_one_as_in_MMLU()
    {
        Dataset dataset = _files.Load(
            """
            {"question":"Which of these is a gas at room temperature?","subject":"chemistry","choices":["Iron","Neon","Salt","Ice"],"answer":1}
            {"question":"How many sides has a hexagon?","subject":"geometry","choices":["4","5","6","8"],"answer":2}
            """,
            new DatasetFields { Category = "subject" });

        Assert.Equal(["B", "C"], dataset.Samples.Select(sample => sample.Target));
        Assert.Equal(["chemistry", "geometry"], dataset.Samples.Select(sample => sample.Category));
        Assert.Equal("How many sides has a hexagon?\n\nA) 4\nB) 5\nC) 6\nD) 8\n\nAnswer with the letter of the right choice only: A, B, C or D.", dataset.AsMultipleChoice().Samples[1].Input);
    }

    [Fact]
    public void The_same_as_a_table_with_letters_and_up_to_ten_options()
    {
        Assert.Equal("B", _files.One("question,A,B,C,D,answer\nWhich one is a fruit?,Stone,Pear,Wind,Chair,B", new DatasetFields { Choices = ["A", "B", "C", "D"] }, "mmlu.csv").Target);

        Sample pro = _files.One("""{"question_id":70,"question":"Which is the smallest?","options":["9","8","7","6","5","4","3","2","1","0"],"answer":"J","answer_index":9,"category":"math"}""", new DatasetFields { Id = "question_id" });

        Assert.Equal(("70", "J", 10), (pro.Id, pro.Target, pro.Choices.Count));
        Assert.Equal(9, pro.Metadata["answer_index"].GetInt32());
    }

    [Fact]
    public void Choices_with_labels_beside_them_as_in_ARC() =>
        Assert.Equal("B", _files.One(
            """{"id":"q-1","question":"What do plants need?","choices":{"text":["Noise","Light","Paint"],"label":["A","B","C"]},"answerKey":"B"}""",
            new DatasetFields { Choices = ["choices.text"], Target = "answerKey" }).Target);

    [Fact]
    public void Word_problems_with_a_worked_answer_as_in_GSM8K() =>
        Assert.EndsWith("#### 14", _files.One("""{"question":"Ann has 4 boxes of 3 pens and 2 more. How many pens?","answer":"4 boxes hold 4*3 = <<4*3=12>>12 pens.\nWith 2 more she has 14.\n#### 14"}""").Target, StringComparison.Ordinal);

    [Fact]
    public void Questions_on_a_text_with_several_answers_as_in_SQuAD()
    {
        Dataset dataset = _files.Load(
            """
            {"id":"s1","title":"Harbour","context":"The harbour opened in 1904 with two piers.","question":"When did it open?","answers":{"text":["1904","in 1904"],"answer_start":[22,19]}}
            {"id":"s2","title":"Harbour","context":"The harbour opened in 1904 with two piers.","question":"Who built it?","answers":{"text":[],"answer_start":[]}}
            """,
            new DatasetFields { References = "answers.text", Cluster = "title" });

        Assert.Equal(["1904", "in 1904"], dataset.Samples[0].References);
        Assert.Empty(dataset.Samples[1].References);
        Assert.Equal("The harbour opened in 1904 with two piers.\n\nWho built it?", dataset.WithTemplate(PromptTemplate.Parse("{{context}}\n\n{{input}}")).Samples[1].Input);
    }

    [Fact]
    public void The_right_one_and_wrong_ones_in_columns_as_in_GPQA()
    {
        DatasetFields fields = new() { Id = "Record ID", Input = "Question", Target = "Correct Answer", Choices = ["Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3"], Category = "Subdomain" };
        Dataset dataset = _files.Load(
            "Record ID,Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2,Incorrect Answer 3,Subdomain\n" +
            "r1,\"Which force, of these,\nholds a nucleus together?\",Strong,Weak,Gravity,Friction,Physics\n" +
            "r2,What is the pH of pure water at 25 °C?,7,1,5,9,Chemistry\n",
            fields, "gpqa.csv");

        Assert.Equal(["A", "A"], dataset.Samples.Select(sample => sample.Target));
        Assert.Equal(["Strong", "7"], dataset.ShuffleChoices(7).Samples.Select(sample => sample.Choices[sample.Target![0] - 'A']));
    }

    [Fact]
    public void Functions_to_complete_with_their_tests_as_in_HumanEval()
    {
        Sample sample = _files.One(
            """{"task_id":"Ours/0","prompt":"def double(x: int) -> int:\n    \"\"\"Twice x.\"\"\"\n","entry_point":"double","canonical_solution":"    return 2 * x\n","test":"def check(candidate):\n    assert candidate(3) == 6\n"}""",
            new DatasetFields { Id = "task_id", Target = "canonical_solution" });

        Assert.Equal(("Ours/0", "    return 2 * x\n"), (sample.Id, sample.Target));
        Assert.Equal(["entry_point", "test"], sample.Metadata.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Chat_lines_for_fine_tuning_as_OpenAI_takes_them()
    {
        Dataset dataset = _files.Load(
            """
            {"messages":[{"role":"system","content":"You are a terse librarian."},{"role":"user","content":"Where are the maps?"},{"role":"assistant","content":"Second floor."}]}
            {"messages":[{"role":"user","content":"Open on Sundays?"},{"role":"assistant","content":"No."},{"role":"user","content":"And Mondays?"},{"role":"assistant","content":"Yes, from nine."}]}
            """);

        Assert.Equal([("Where are the maps?", "Second floor.", 1), ("And Mondays?", "Yes, from nine.", 2)], dataset.Samples.Select(sample => (sample.Input, sample.Target!, sample.History.Count)));
    }

    [Fact]
    public void Variables_and_expectations_as_in_promptfoo()
    {
        Dataset dataset = _files.Load(
            "language,text,__expected,__metadata:source\nFrench,Good morning,Bonjour,ours\nGerman,\"Yes, please\",\"Ja, bitte\",ours\n",
            new DatasetFields { Input = "text", Target = "__expected" }, "tests.csv");

        Assert.Equal("Translate to German: Yes, please", dataset.WithTemplate(PromptTemplate.Parse("Translate to {{language}}: {{input}}")).Samples[1].Input);
        Assert.Equal("Ja, bitte", dataset.Samples[1].Target);
        Assert.Equal("ours", dataset.Samples[1].Metadata["__metadata:source"].GetString());
    }

    [Fact]
    public void A_sentence_and_its_label_as_classifiers_are_trained_with() =>
        Assert.Equal("2", _files.One("text\tlabel\nThe soup was cold.\t2\n", new DatasetFields { Input = "text", Target = "label" }, "reviews.tsv").Target);
}
