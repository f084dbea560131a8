using System.Text;
using CsCheck;
using LlmNotebooks.Gguf.Generation;

namespace LlmNotebooks.Gguf.Tests.Generation;

public sealed class AnswerTextTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String["abc"], Gen.String["aü€🙂 "], Gen.String);
    private static readonly Gen<string> Stop = Gen.Char["abc"].Array[1, 4].Select(characters => new string(characters));

    [Fact]
    public void However_the_bytes_are_cut_the_text_is_the_same_and_ends_before_the_first_stop_sequence() =>
        Gen.Select(Text, Stop.Array[0, 3], Gen.Int[1, 5].Array[1, 20]).Sample(
            (text, stops, cuts) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                string valid = Encoding.UTF8.GetString(bytes);
                AnswerText answer = new(stops, 1);
                StringBuilder streamed = new();
                for (int at = 0, i = 0; at < bytes.Length; i++)
                {
                    int length = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                    answer.Append(bytes.AsSpan(at, length));
                    streamed.Append(answer.Take());
                    at += length;

                    // Nothing that is out is ever more than what comes before the first stop sequence.
                    Assert.StartsWith(streamed.ToString(), Expected(valid, stops), StringComparison.Ordinal);
                }

                answer.Finish();
                streamed.Append(answer.Take());

                Assert.Equal(Expected(valid, stops), streamed.ToString());
                Assert.Equal(streamed.ToString(), answer.Released.ToString());
                Assert.Equal(stops.Any(stop => valid.Contains(stop, StringComparison.Ordinal)), answer.Stopped);
            },
            iter: 10_000);

    [Fact]
    public void Half_a_character_at_the_end_is_replaced()
    {
        AnswerText answer = new([], 16);
        answer.Append([(byte)'a', 0xE2, 0x82]);
        Assert.Equal("a", answer.Take().ToString());

        answer.Finish();

        Assert.Equal("a\ufffd", answer.Released.ToString());
    }

    [Fact]
    public void Text_that_may_begin_a_stop_sequence_is_held_back_until_it_is_decided()
    {
        AnswerText answer = new(["STOP"], 16);
        answer.Append("say ST"u8);
        Assert.Equal("say ", answer.Take().ToString());

        answer.Append("AY, S"u8);
        Assert.Equal("STAY, ", answer.Take().ToString());

        answer.Append("TOP now"u8);
        Assert.Equal("", answer.Take().ToString());
        Assert.True(answer.Stopped);
    }

    /// <summary>The text before the stop sequence that is complete first; of those that are complete at the same time, the one that begins first.</summary>
    private static string Expected(string text, string[] stops)
    {
        var complete = stops
            .Select(stop => (Start: text.IndexOf(stop, StringComparison.Ordinal), stop.Length))
            .Where(found => found.Start >= 0)
            .OrderBy(found => found.Start + found.Length).ThenByDescending(found => found.Length);
        return text[..complete.Select(found => found.Start).FirstOrDefault(text.Length)];
    }
}
