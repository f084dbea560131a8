using System.Text.RegularExpressions;
using LlmNotebooks.Kernel.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Completes and explains code as the next cell of a session would see it.</summary>
/// <remarks>
/// It may be asked from any thread and while a cell runs. Nothing of Roslyn's language services is loaded before the first
/// question. Positions count UTF-16 units; those outside of the code stand for its ends.
/// </remarks>
internal sealed partial class LanguageService(CSharpSession session) : IDisposable
{
    private readonly CellWorkspace _workspace = new(session);
    private readonly Inspector _inspector = new(session.Assemblies);

    /// <summary>Whether code can run as it stands, or needs more lines.</summary>
    public static Completeness Completeness(string code) =>
        NestingLimit.IsExceeded(code) ? new Completeness(CompletenessStatus.Unknown, "") : CompletenessCheck.Of(code);

    /// <summary>What may be written at a position.</summary>
    /// <exception cref="OperationCanceledException">The token asked for a stop.</exception>
    public async Task<Completions> CompleteAsync(string code, int position, CancellationToken cancellationToken)
    {
        position = Math.Clamp(position, 0, code.Length);
        if (NestingLimit.IsExceeded(code)) { return new Completions(position, position, []); }
        if (PathCompletion.Complete(code, position, session.Folder) is { } paths) { return paths; }

        if (WithAtStart().Match(code[..position]) is { Success: true } start)
        {
            // A name and "with {" at the start of a statement reads as the declaration of a property called with.
            const string Assignment = "_ = ";
            int at = start.Groups["value"].Index;
            Completions moved = await CompleteAsync(code.Insert(at, Assignment), position + Assignment.Length, cancellationToken);
            return moved with { Start = moved.Start - Assignment.Length, End = moved.End - Assignment.Length };
        }
        CompletionList list = await ListAsync(code, position, cancellationToken);
        if (list.ItemsList.Count == 0 && EndsUnfinishedLine(code, position))
        {
            // A name above a statement reads as a declaration of that statement's first name, and of those nothing is known.
            list = await ListAsync(code.Insert(position, ";"), position, cancellationToken);
        }
        TextSpan span = list.Span;
        string typed = code[span.Start..position];
        IReadOnlyList<Completion> items = CompletionRanking.Choose(list.ItemsList, typed, IsMember(code.AsSpan(0, span.Start).TrimEnd()));
        return items.Count == 0 ? new Completions(position, position, []) : new Completions(span.Start, span.End, items);
    }

    /// <summary>What is known about the name at a position, or about the call whose arguments it is among.</summary>
    /// <param name="code">The code.</param>
    /// <param name="position">The cursor.</param>
    /// <param name="detail">0 for the signature and what it is for; 1 for all its documentation.</param>
    /// <param name="cancellationToken">A request to stop.</param>
    /// <returns>Null when there is nothing known.</returns>
    /// <exception cref="OperationCanceledException">The token asked for a stop.</exception>
    public async Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken)
    {
        if (NestingLimit.IsExceeded(code)) { return null; }
        Document document = await _workspace.OpenAsync(code, cancellationToken);
        return await _inspector.InspectAsync(document, Math.Clamp(position, 0, code.Length), detail, cancellationToken);
    }

    /// <summary>Loads and compiles what questions need, so that the first of a person does not wait for it.</summary>
    /// <remarks>It costs about two seconds of one processor, and the memory that the first question would take anyway.</remarks>
    /// <exception cref="OperationCanceledException">The token asked for a stop.</exception>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (string code in new[] { "Conso", "var list = new List<int>(); list.Select(item => item.", "Math.Max(1, " })
        {
            await CompleteAsync(code, code.Length, cancellationToken);
            await InspectAsync(code, code.Length, detail: 0, cancellationToken);
        }
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<CompletionList> ListAsync(string code, int position, CancellationToken cancellationToken)
    {
        Document document = await _workspace.OpenAsync(code, cancellationToken);
        return await CompletionService.GetService(document)!.GetCompletionsAsync(document, position, cancellationToken: cancellationToken);
    }

    [GeneratedRegex(@"(^|[;{}\r\n])[ \t]*(?<value>\w[\w.]*)\s+with\s*\{[^{};]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex WithAtStart();

    /// <summary>Whether the position is at the end of a line in a name or after a dot, and more lines follow.</summary>
    private static bool EndsUnfinishedLine(string code, int position)
    {
        int end = code.IndexOf('\n', position);
        return end >= 0 && position > 0 && code.AsSpan(position, end - position).IsWhiteSpace()
            && (code[position - 1] is '.' or '_' || char.IsLetterOrDigit(code[position - 1]));
    }

    private static bool IsMember(ReadOnlySpan<char> before) =>
        (before.EndsWith(".") && !before.EndsWith("..")) || before.EndsWith("->") || before.EndsWith("::");
}
