using System.Collections.Concurrent;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Output;

/// <summary>The outputs of a notebook that can be updated, by their ids, whichever cell they are in.</summary>
internal sealed class DisplayRegistry
{
    private readonly ConcurrentDictionary<string, Action<MimeBundle>> _replace = new(StringComparer.Ordinal);

    public void Add(string id, Action<MimeBundle> replace) => _replace[id] = replace;

    /// <exception cref="KeyNotFoundException">Nothing with this id has been shown.</exception>
    public void Update(string id, MimeBundle data)
    {
        if (!_replace.TryGetValue(id, out Action<MimeBundle>? replace))
        {
            throw new KeyNotFoundException($"No display has the id '{id}'.");
        }
        replace(data);
    }
}
