using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Keeps what a page needs once, such as a charting library, in one output of the notebook, wherever cells run.</summary>
/// <remarks>
/// The first output that needs it holds it, until its cell runs again and so loses its outputs; the next output that needs
/// it then does. A cell is known by the id that its client gives, or else by its code.
/// </remarks>
internal sealed class PageLibraries
{
    private readonly Dictionary<string, Holder> _holders = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>A cell begins to run: what its outputs held is gone.</summary>
    public void Begin(string cell)
    {
        lock (_lock) { Release(holder => holder.Cell == cell); }
    }

    /// <summary>A new output of a cell, without what another output holds.</summary>
    public MimeBundle Strip(MimeBundle data, string cell, string? displayId) => Strip(data, new Holder(cell, displayId));

    /// <summary>What takes the place of an output, in whichever cell that is: of what that one held, it holds what it needs.</summary>
    public MimeBundle StripUpdate(MimeBundle data, string cell, string displayId)
    {
        lock (_lock)
        {
            Holder holder = _holders.Values.FirstOrDefault(known => known.DisplayId == displayId) ?? new Holder(cell, displayId);
            Release(known => known.DisplayId == displayId);
            return Strip(data, holder);
        }
    }

    private MimeBundle Strip(MimeBundle data, Holder holder)
    {
        if (data.Text(MimeTypeNames.Html) is not { } html) { return data; }
        string stripped;
        lock (_lock) { stripped = OnceElements.Strip(html, key => _holders.TryAdd(key, holder)); }
        return ReferenceEquals(stripped, html) ? data : data.Replaced(MimeTypeNames.Html, stripped);
    }

    private void Release(Func<Holder, bool> isGone)
    {
        foreach (string key in _holders.Where(entry => isGone(entry.Value)).Select(entry => entry.Key).ToArray()) { _holders.Remove(key); }
    }

    private sealed record Holder(string Cell, string? DisplayId);
}
