using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

/// <summary>Public data sets and tools as they write their rows; the content is ours. Each loads as it is, or by the one option that a check names.</summary>
public sealed class PublicShapesTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("choice0,choice1,choice2,choice3", "1", "B")]
    [InlineData("choice_1,choice_2,choice_3,choice_4", "2", "B")]
    [InlineData("option1,option2", "1", "A")]
    [InlineData("A,B,C,D", "D", "D")]
    [InlineData("option_a,option_b,option_c", "c", "C")]
    [InlineData("opa,opb,opc,opd", "0", "A")]
    [InlineData("Choice A,Choice B", "B", "B")]
    public void Choices_in_columns_that_are_named_in_a_row(string columns, string answer, string letter)
    {
        string[] names = columns.Split(',');
        Sample sample = _files.One($"question,{columns},answer\nWhich?,{string.Join(',', names.Select((_, i) => "word" + (char)('k' + i)))},{answer}\n", name: "data.csv");

        Assert.Equal((names.Length, letter), (sample.Choices.Count, sample.Target));
    }

    [Fact]
    public void Columns_that_are_no_row_stay_metadata()
    {
        Assert.Empty(_files.One("input,target,A,C\nx,y,1,2", name: "data.csv").Choices);
        Assert.Empty(_files.One("input,A,B\nx,1,2", name: "data.csv").Choices);
        Assert.Empty(_files.One("""{"input":"x","target":"y","choice3":"a","choice4":"b"}""").Choices);
        // What is written and read again stays what it was.
        Dataset dataset = _files.Load("""{"input":"x","target":"y","choice3":"a","choice4":"b","Output":"o"}""");
        Assert.Equal(dataset.Hash, _files.Load(dataset.ToJsonLines(), name: "again.jsonl").Hash);
    }

    [Theory]
    [InlineData(AnswerForm.Index0, "1", "B")]
    [InlineData(AnswerForm.Index0, "1.0", "B")]
    [InlineData(AnswerForm.Index1, "4", "D")]
    [InlineData(AnswerForm.Index1, "1", "A")]
    [InlineData(AnswerForm.Letter, "(c)", "C")]
    [InlineData(AnswerForm.Text, "1", "C")]
    public void The_form_of_an_answer_may_be_said(AnswerForm form, string answer, string letter) =>
        Assert.Equal(letter, _files.One($"question,a,b,c,d,answer\nq,7,8,1,9,{answer}", new DatasetFields { Choices = ["a", "b", "c", "d"], Answers = form }, "data.csv").Target);

    [Theory]
    [InlineData("4", "4", "DatasetFields.Answers index1")]
    [InlineData("3", "1", "DatasetFields.Answers index0 or index1")]
    public void Numbers_that_count_from_1_are_told_once_with_the_option(string first, string second, string way)
    {
        string quote = first == "3" ? "\"" : "";
        DatasetCheck check = Dataset.Check(_files.Write(string.Join('\n', new[] { first, "2", second }.Select((answer, i) => $$"""{"question":"q{{i}}","choices":["w","x","y","z"],"answer":{{quote}}{{answer}}{{quote}}}"""))));

        DatasetProblem problem = Assert.Single(check.Problems, problem => problem.Severity == ProblemSeverity.Error);
        Assert.EndsWith(way + ".", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_which_none_is_0_are_doubted()
    {
        DatasetCheck check = Dataset.Check(_files.Write(string.Join('\n', Enumerable.Range(0, 6).Select(i => $$"""{"question":"q{{i}}","choices":["w","x","y","z"],"answer":{{(i % 3) + 1}}}"""))));

        DatasetCheck table = Dataset.Check(_files.Write("question,a,b,c,d,answer\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"q{i},w,x,y,z,{(i % 3) + 1}\n")), "data.csv"), new DatasetFields { Choices = ["a", "b", "c", "d"] });

        Assert.True(check.IsValid && table.IsValid);
        Assert.Contains(check.Problems, problem => problem.Message.Contains("DatasetFields.Answers index1", StringComparison.Ordinal));
        Assert.Contains(table.Problems, problem => problem.Message.Contains("DatasetFields.Answers index1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_without_a_header_names_its_columns()
    {
        const string Table = "Which one is a fruit?,Stone,Pear,Wind,Chair,B\n\"Which, of these, is a number?\",Red,Two,Sea,Dog,B\n";

        Assert.Contains("DatasetFields.Columns input,A,B,C,D,target", _files.Fails(Table, name: "mmlu.csv").Message, StringComparison.Ordinal);
        Dataset dataset = _files.Load(Table, new DatasetFields { Columns = ["input", "A", "B", "C", "D", "target"] }, "mmlu.csv");
        Assert.Equal(2, dataset.Samples.Count);
        Assert.Equal(["Red", "Two", "Sea", "Dog"], dataset.Samples[1].Choices);
        Assert.Equal("B", dataset.Samples[0].Target);
    }

    [Theory]
    // json.dumps, repr of a list and of a tuple, and repr of NumPy 1 and 2 and of what pandas makes of a served data set.
    [InlineData("[\"\"it's\"\", \"\"two\"\"]")]
    [InlineData("[\"\"it's\"\", 'two']")]
    [InlineData("(\"\"it's\"\", 'two')")]
    [InlineData("[\"\"it's\"\" 'two']")]
    [InlineData("['it\\'s', 'two',]")]
    [InlineData("array([\"\"it's\"\", 'two'], dtype=object)")]
    [InlineData("{'text': array([\"\"it's\"\", 'two'], dtype=object), 'label': array(['A', 'B'], dtype=object)}")]
    [InlineData("{'text': [\"\"it's\"\", 'two'], 'label': ['A', 'B']}")]
    public void Lists_in_a_cell_as_JSON_and_as_Python_write_them(string cell)
    {
        Sample sample = _files.One($"question,choices,answer\nWhich?,\"{cell}\",B\n", name: "data.csv");

        Assert.Equal(["it's", "two"], sample.Choices);
        Assert.Equal("B", sample.Target);
    }

    [Theory]
    [InlineData("""{"question":"q","choices":[{"label":"A","text":"x"},{"label":"B","text":"y"}],"answerKey":"B"}""", "B")]
    [InlineData("""{"question":"q","choices":{"text":["x","y"],"label":["A","B"]},"answerKey":"B"}""", "B")]
    // Of the labels 1 to 4 by the label, also where a text is that number.
    [InlineData("""{"question":"q","choices":{"text":["4","3","2","1"],"label":["1","2","3","4"]},"answerKey":"1"}""", "A")]
    [InlineData("""{"question":"q","choices":{"text":["4","3","2","1"],"label":["1","2","3","4"]},"answerKey":4}""", "D")]
    [InlineData("""{"id":"1","question":{"stem":"q","choices":[{"text":"x","label":"A"},{"text":"y","label":"B"}]},"answerKey":"B"}""", "B")]
    [InlineData("""{"question":"q","mc1_targets":{"choices":["x","y","z"],"labels":[0,1,0]}}""", "B")]
    [InlineData("""{"question":"q","mc1_targets":{"choices":["x","y"],"labels":[1,0]}}""", "A")]
    [InlineData("""{"input":"q","target_scores":{"x":0,"y":1,"z":0}}""", "B")]
    [InlineData("""{"question":"q","options":{"a":"x","b":"y"},"answer":"b"}""", "B")]
    [InlineData("""{"question":"q","options":{"1":"x","2":"y"},"answer":"1"}""", "A")]
    [InlineData("""{"question":"q","choices":"['x', 'y']","answer":"y"}""", "B")]
    [InlineData("""{"question":"q","opa":"x","opb":"y","opc":"z","cop":1}""", "B")]
    [InlineData("""{"question":"q","Option A":"x","Option B":"y","Correct Option":"B"}""", "B")]
    public void Choices_with_labels_marks_and_scores(string line, string letter)
    {
        Sample sample = _files.One(line);

        Assert.Equal(("q", letter), (sample.Input, sample.Target));
    }

    [Fact]
    public void Endings_with_the_number_of_the_right_one_as_a_text()
    {
        const string Lines = """{"ind":4,"ctx":"A man sits. he","endings":["runs","stands up","is blue","sings"],"label":"3"}""" + "\n" + """{"ind":5,"ctx":"It rains. they","endings":["fly","get wet","are old","sing"],"label":"0"}""";

        Assert.EndsWith("DatasetFields.Answers index0.", Assert.Single(Dataset.Check(_files.Write(Lines)).Problems).Message, StringComparison.Ordinal);
        Dataset dataset = _files.Load(Lines, new DatasetFields { Answers = AnswerForm.Index0 });
        Assert.Equal(["D", "A"], dataset.Samples.Select(sample => sample.Target));
    }

    [Theory]
    [InlineData("""{"question":"q","answers":{"text":["blue","blue"],"answer_start":[11,11]}}""", "blue")]
    [InlineData("""{"question":"q","answer":{"value":"blue","aliases":["azure","blue"]}}""", "blue", "azure")]
    [InlineData("""{"input":"q","ideal":["4","four"]}""", "4", "four")]
    [InlineData("""{"question":"q","best_answer":"a","correct_answers":["b","a"]}""", "a", "b")]
    [InlineData("""{"prompt":"q","completion":" a"}""", " a")]
    [InlineData("""{"input":"q","expected_output":"a"}""", "a")]
    public void Answers_under_the_names_that_public_sets_use(string line, params string[] references) => Assert.Equal(references, _files.One(line).References);

    [Fact]
    public void A_usual_name_counts_before_others_in_the_whole_file()
    {
        Sample[] samples = [.. _files.Load("{\"input\":\"a\",\"target\":\"x\",\"output\":\"y\"}\n{\"input\":\"b\",\"output\":\"z\"}").Samples];

        Assert.Equal(["x", null], samples.Select(sample => sample.Target));
        Assert.Equal("z", samples[1].Metadata["output"].GetString());
    }

    [Fact]
    public void Texts_that_are_lists_are_parted_by_an_option()
    {
        const string Table = "Type,Question,Best Answer,Correct Answers\nAdversarial,Why?,Because,Because; It is; So it is\n";

        Assert.Equal(["Because"], _files.One(Table, name: "truth.csv").References);
        Assert.Equal(["Because", "It is", "So it is"], _files.One(Table, new DatasetFields { ListSeparator = ";" }, "truth.csv").References);
        Assert.Contains(Dataset.Check(_files.Write(Table, "check.csv"), new DatasetFields { Target = "correct answers" }).Problems, problem => problem.Message.Contains("DatasetFields.ListSeparator", StringComparison.Ordinal));
        Assert.Equal(["x", "y"], _files.One("question,choices,answer\nq,x|y,y", new DatasetFields { ListSeparator = "|" }, "data.csv").Choices);
    }

    [Fact]
    public void Names_are_found_without_regard_to_case()
    {
        Assert.Equal(new Sample("1", "a?") { Target = "b" }, _files.One("ID,Input,Target\n1,a?,b\n", name: "data.csv"));
        Assert.Equal(new Sample("1", "a?") { Target = "b" }, _files.One("""{"Id":1,"PROMPT":"a?","answerkey":"b"}"""));
        Assert.Equal("c", _files.One("Frage,Best  Fach\nx,c\n", new DatasetFields { Input = "frage", Category = "best fach" }, "data.csv").Category);
    }

    [Fact]
    public void Instruction_and_input_are_both_asked_as_in_Alpaca()
    {
        const string Array = """[{"instruction":"Name a colour","input":"","output":"red"},{"instruction":"Translate to French","input":"cheese","output":"fromage"}]""";

        Dataset dataset = _files.Load(Array, name: "alpaca.json");
        Dataset table = _files.Load("instruction,input,output\nName a colour,,red\nTranslate to French,cheese,fromage\n", name: "alpaca.csv");

        Assert.Equal(["Name a colour", "Translate to French\n\ncheese"], dataset.Samples.Select(sample => sample.Input));
        Assert.Equal(["red", "fromage"], dataset.Samples.Select(sample => sample.Target));
        Assert.Equal(dataset.Hash, table.Hash);
        // Dolly: the context is told and sent by one option.
        const string Dolly = """{"instruction":"When?","context":"It was 1904.","response":"1904","category":"closed_qa"}""";
        Assert.Equal(("When?", "1904"), (_files.One(Dolly).Input, _files.One(Dolly).Target));
        Assert.Equal("It was 1904.\n\nWhen?", _files.One(Dolly, new DatasetFields { Context = "context", Input = "instruction" }).Input);
    }

    [Fact]
    public void A_context_is_sent_by_one_option_also_as_a_list()
    {
        Assert.Equal("It is.\n\nIs it?", _files.One("""{"question":"Is it?","answer":true,"passage":"It is."}""", new DatasetFields { Context = "passage" }).Input);
        Assert.Equal("a\n\nb\n\nq", _files.One("""{"question":"q","contexts":["a","b"]}""", new DatasetFields { Context = "contexts" }).Input);
        Assert.Equal("q", _files.One("""{"question":"q","contexts":null}""", new DatasetFields { Context = "contexts" }).Input);
    }

    [Fact]
    public void Chat_messages_are_found_where_they_are()
    {
        Assert.Equal(("2+2", 1), (_files.One("""{"input":[{"role":"system","content":"s"},{"role":"user","content":"2+2"}],"ideal":"4"}""").Input, _files.One("""{"input":[{"role":"system","content":"s"},{"role":"user","content":"2+2"}],"ideal":"4"}""").History.Count));
        Assert.Equal(("hi?", "hello"), (_files.One("""{"conversations":[{"from":"human","value":"hi?"},{"from":"gpt","value":"hello"}]}""").Input, _files.One("""{"conversations":[{"from":"human","value":"hi?"},{"from":"gpt","value":"hello"}]}""").Target));
        Assert.Equal("x", _files.One("input,ideal\n\"[{'role': 'user', 'content': 'x'}]\",y\n", name: "data.csv").Input);
        DatasetCheck named = Dataset.Check(_files.Write("""{"messages":[{"role":"system","name":"example_user","content":"s"},{"role":"user","content":"x"}],"target":"y"}"""));
        Assert.Contains("('example_user'), which is not sent", Assert.Single(named.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_are_asked_for_as_the_message_writes_them()
    {
        const string Line = """{"question_id":81,"category":"writing","turns":["Write a line.","Now rewrite it."]}""";

        Assert.Contains("DatasetFields.Input turns[0]", _files.Fails(Line).Message, StringComparison.Ordinal);
        Assert.Equal("Write a line.", _files.One(Line, new DatasetFields { Input = "turns[0]" }).Input);
        Assert.Equal("Now rewrite it.", _files.One(Line, new DatasetFields { Input = "turns.1" }).Input);
    }

    // promptfoo: "CSV test cases" and "Assertions and metrics".
    [Theory]
    [InlineData("icontains:bonjour", "bonjour")]
    [InlineData("equals:Bonjour, toi", "Bonjour, toi")]
    [InlineData("Bonjour", "Bonjour")]
    [InlineData("It is: yes", "It is: yes")]
    [InlineData("\"contains-any:a, b\"", "a", "b")]
    [InlineData("javascript:output.length > 3")]
    [InlineData("is-json")]
    public void What_promptfoo_asserts_in_a_table(string cell, params string[] references) =>
        Assert.Equal(references, _files.One($"language,body,__expected\nFrench,Hello,{(cell.Contains(',', StringComparison.Ordinal) && cell[0] != '"' ? $"\"{cell}\"" : cell)}\n", new DatasetFields { Input = "body" }, "tests.csv").References);

    [Fact]
    public void Tests_of_promptfoo_in_YAML_and_two_kinds_of_assertions()
    {
        const string Yaml = "prompts:\n  - 'Q: {{question}}'\ntests:\n  - vars: {question: 'Capital of France?'}\n    assert:\n      - type: icontains\n        value: Paris\n  - vars:\n      question: 2+2\n    assert:\n      - type: icontains\n        value: '4'\n";

        Dataset dataset = _files.Load(Yaml, name: "promptfooconfig.yaml");

        Assert.Equal([("Capital of France?", "Paris"), ("2+2", "4")], dataset.Samples.Select(sample => (sample.Input, sample.Target!)));
        Assert.Equal("2 of 2 targets are 'icontains' assertions of promptfoo: --metric contains --metric-option contains.ignore_case=true", dataset.DescribeTargets());
        Assert.DoesNotContain(Dataset.Check(_files.Write(Yaml, "noted.yaml")).Notes, note => note.Message.Contains("assert (kept", StringComparison.Ordinal));
        Assert.Contains("in line 2; one metric", _files.Fails("question,__expected\na,equals:x\nb,contains:y", name: "mixed.csv").Message, StringComparison.Ordinal);
        Assert.Contains("Not YAML", _files.Fails("tests: [", name: "x.yaml").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sep=|\nid|input|target\n1|a?|b\n")]
    [InlineData("id|input|target\n1|a?|b\n")]
    [InlineData("sep=;\r\nid;input;target\r\n1;a?;b\r\n")]
    public void Separators_are_named_or_found(string text) => Assert.Equal(new Sample("1", "a?") { Target = "b" }, _files.One(text, name: "data.csv"));
}
