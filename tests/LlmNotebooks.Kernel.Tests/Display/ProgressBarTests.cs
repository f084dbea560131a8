using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Kernel.Tests.Display;

public sealed class ProgressBarTests
{
    public ProgressBarTests() => OwnCell.Enter();

    private readonly FakeTimeProvider _time = new();
    private readonly List<double> _shown = [];

    [Fact]
    public void It_is_drawn_ten_times_a_second_at_most_and_the_last_value_always()
    {
        ProgressBar bar = new("work", 1_000, _time, state => _shown.Add(state.Value));
        for (int i = 1; i <= 500; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            bar.Report(i);
        }
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(_shown.Count, 5, 7);
        Assert.Equal(500, _shown[^1]);
    }

    [Fact]
    public void The_end_is_drawn_at_once()
    {
        ProgressBar bar = new("work", 2, _time, state => _shown.Add(state.Value));
        bar.Report(1);
        bar.Report(2);

        Assert.Equal([0, 2], _shown);
    }

    [Fact]
    public void Told_from_many_threads_it_draws_one_at_a_time_and_ends_at_the_last()
    {
        int drawing = 0, overlaps = 0;
        ProgressBar bar = new("work", 10_000, _time, state =>
        {
            if (Interlocked.Increment(ref drawing) > 1) { Interlocked.Increment(ref overlaps); }
            _shown.Add(state.Value);
            Interlocked.Decrement(ref drawing);
        });
        Parallel.For(0, 9_999, i => bar.Report(i));
        bar.Report(10_000);

        Assert.Equal((0, 10_000), (overlaps, (int)_shown[^1]));
    }

    [Theory]
    [InlineData("a & b", 0.5, 1, "a & b 50%", "a &amp; b <progress value=\"0.5\"")]
    [InlineData("x", 0.999, 1, "x 99%", "<progress value=\"0.999\"")]
    [InlineData("x", 21, 50, "x 42% (21 of 50)", "<progress value=\"0.42\"")]
    [InlineData("x", 60, 50, "x 100% (60 of 50)", "<progress value=\"1\"")]
    [InlineData("<script>", -1, 1, "<script> 0%", "&lt;script&gt; <progress value=\"0\"")]
    public void Its_label_is_text_and_its_part_is_within_the_whole(string label, double value, double total, string plain, string html)
    {
        MimeBundle bundle = new ProgressState(label, value, total).ToBundle();

        Assert.Equal(plain, bundle.Text(MimeTypeNames.Plain));
        Assert.Contains(html, bundle.Text(MimeTypeNames.Html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_total_that_nothing_can_be_a_part_of_is_refused(double total) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProgressBar("x", total, _time, _ => { }));

    [Fact]
    public async Task In_a_notebook_one_output_keeps_the_last_state()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("var bar = progress(\"work\", 100);\nfor (int i = 0; i < 60; i++) { bar.Report(i); }");

        Assert.Equal("work 59% (59 of 100)", Assert.IsType<DisplayOutput>(Assert.Single(outputs)).Data.Text(MimeTypeNames.Plain));
    }
}
