using System.Globalization;
using System.Text.RegularExpressions;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Tests.Output;

public sealed class OutputRecorderTests
{
    private const int Slack = 2 * ConsoleBlock.Capacity;

    [Theory]
    [InlineData("spam {0}\n", 2_000_000)]
    [InlineData("\ud83d\ude00", 6_000_000)]
    public void Of_text_without_end_the_first_and_the_last_part_are_kept_and_the_rest_is_counted(string format, int times)
    {
        var recorder = new OutputRecorder(1, new DisplayRegistry());
        for (int i = 0; i < times; i++) { recorder.Write("stdout", string.Format(CultureInfo.InvariantCulture, format, i)); }

        StreamOutput[] outputs = [.. recorder.Outputs().Cast<StreamOutput>()];

        Assert.Equal(["stdout", "stderr", "stdout"], outputs.Select(output => output.Name));
        string first = outputs[0].Text, last = outputs[2].Text;
        Assert.InRange(first.Length, OutputRecorder.KeptAtEachEnd - Slack, OutputRecorder.KeptAtEachEnd + Slack);
        Assert.InRange(last.Length, OutputRecorder.KeptAtEachEnd - Slack, OutputRecorder.KeptAtEachEnd + Slack);
        Assert.StartsWith(string.Format(CultureInfo.InvariantCulture, format, 0), first, StringComparison.Ordinal);
        Assert.EndsWith(string.Format(CultureInfo.InvariantCulture, format, times - 1), last, StringComparison.Ordinal);
        Assert.Equal(recorder.StreamLength - first.Length - last.Length, LeftOut(outputs[1].Text));
        Assert.False(char.IsLowSurrogate(last[0]) || char.IsHighSurrogate(first[^1]));
    }

    [Fact]
    public void Streams_that_alternate_at_each_character_are_bounded_too_and_displays_stay()
    {
        var recorder = new OutputRecorder(1, new DisplayRegistry());
        var shown = new MimeBundle { [MimeTypeNames.Plain] = "shown" };
        for (int i = 0; i < 200_000; i++)
        {
            recorder.Write("stdout", "a");
            recorder.Write("stderr", "b");
            if (i == 100_000) { recorder.Display(shown, null); }
        }

        IReadOnlyList<CellOutput> outputs = recorder.Outputs();

        Assert.InRange(outputs.Count, 1_000, 100_000);
        Assert.Single(outputs.OfType<DisplayOutput>());
        StreamOutput note = Assert.Single(outputs.OfType<StreamOutput>(), output => output.Text.Length > 1);
        Assert.Equal(400_000 - (outputs.Count - 2), LeftOut(note.Text));
    }

    [Fact]
    public void Text_within_the_limit_is_kept_to_the_last_character()
    {
        var recorder = new OutputRecorder(1, new DisplayRegistry());
        string text = new('x', 9_000_000);
        recorder.Write("stdout", text);

        Assert.Equal(text, Assert.IsType<StreamOutput>(Assert.Single(recorder.Outputs())).Text);
    }

    private static long LeftOut(string note) =>
        long.Parse(Regex.Match(note, @"\[([0-9,]+) of").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
