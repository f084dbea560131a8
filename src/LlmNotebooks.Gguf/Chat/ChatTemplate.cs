using System.Text;
using LlmNotebooks.Gguf.Format;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Chat;

/// <summary>How a conversation is written out for a model.</summary>
/// <remarks>
/// The file's Jinja template is recognised by its family and not executed. ChatML is known:
/// <c>&lt;|im_start|&gt;role\ncontent&lt;|im_end|&gt;\n</c> for each message, then <c>&lt;|im_start|&gt;assistant\n</c>. A template that would
/// begin with a system message of its own is refused, unless the conversation has one.
/// </remarks>
internal static class ChatTemplate
{
    private const string Key = "tokenizer.chat_template";

    /// <summary>Writes the conversation out, up to where the answer begins.</summary>
    /// <param name="template">The file's template, or null if it has none.</param>
    /// <param name="messages">Messages of text.</param>
    /// <exception cref="GgufFormatException">The template's family is not known, or there is none.</exception>
    /// <exception cref="NotSupportedException">A message holds something other than text.</exception>
    public static string Render(string? template, IEnumerable<ChatMessage> messages)
    {
        if (template is null)
        {
            throw new GgufFormatException("the model has no chat template; send raw text instead", null, Key);
        }

        if (!template.Contains("<|im_start|>", StringComparison.Ordinal) || !template.Contains("<|im_end|>", StringComparison.Ordinal))
        {
            string beginning = template[..Math.Min(40, template.Length)];
            throw new GgufFormatException($"the chat template '{beginning}...' is of no known family, only ChatML is; send raw text instead", null, Key);
        }

        ChatMessage[] conversation = [.. messages];
        if (AddsSystemMessage(template) && conversation.FirstOrDefault()?.Role != ChatRole.System)
        {
            throw new GgufFormatException("the chat template adds a system message of its own, which is not supported; begin the conversation with one, or send raw text instead", null, Key);
        }

        StringBuilder text = new();
        foreach (ChatMessage message in conversation)
        {
            text.Append("<|im_start|>").Append(message.Role.Value).Append('\n');
            foreach (AIContent content in message.Contents)
            {
                text.Append(content is TextContent part
                    ? part.Text
                    : throw new NotSupportedException($"A message of role '{message.Role}' holds {content.GetType().Name}; the model reads only text."));
            }

            text.Append("<|im_end|>\n");
        }

        return text.Append("<|im_start|>assistant\n").ToString();
    }

    /// <summary>Whether a literal in the template goes on with words behind the head of a system message.</summary>
    private static bool AddsSystemMessage(string template)
    {
        foreach (string head in (string[])["<|im_start|>system\\n", "<|im_start|>system\n"])
        {
            for (int at = 0; (at = template.IndexOf(head, at, StringComparison.Ordinal)) >= 0;)
            {
                at += head.Length;
                if (at < template.Length && char.IsLetter(template[at]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
