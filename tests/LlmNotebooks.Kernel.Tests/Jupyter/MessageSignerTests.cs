using System.Text;
using LlmNotebooks.Kernel.Jupyter;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class MessageSignerTests
{
    // RFC 4231, test case 2; its data is given in pieces, as the dictionaries of a message are.
    [Fact]
    public void The_signature_is_the_HMAC_of_RFC_4231()
    {
        byte[][] data = [.. new[] { "what do ", "ya want ", "for ", "nothing?" }.Select(Encoding.ASCII.GetBytes)];

        byte[] signature = new MessageSigner("Jefe").Sign(data);

        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Encoding.ASCII.GetString(signature));
    }

    [Fact]
    public void A_signature_is_right_only_for_its_key_and_its_data()
    {
        byte[][] data = ["a"u8.ToArray(), "b"u8.ToArray()];
        MessageSigner signer = new("key");

        Assert.True(signer.Verify(signer.Sign(data), data));
        Assert.False(new MessageSigner("other").Verify(signer.Sign(data), data));
        Assert.False(signer.Verify(signer.Sign(data), ["a"u8.ToArray(), "c"u8.ToArray()]));
        Assert.False(signer.Verify([], data));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed_and_everything_taken()
    {
        MessageSigner signer = new("");

        Assert.Empty(signer.Sign(["a"u8.ToArray()]));
        Assert.True(signer.Verify("anything"u8, ["a"u8.ToArray()]));
    }
}
