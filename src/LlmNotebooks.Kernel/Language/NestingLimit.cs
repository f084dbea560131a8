using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Tells code that Roslyn cannot take without overflowing its stack, which would end the process.</summary>
/// <remarks>What people write nests a dozen deep; this counts generously, without regard to strings and comments.</remarks>
internal static class NestingLimit
{
    private const int MaxBrackets = 200;
    private const int MaxChained = 500;
    private const int MaxNodes = 400;

    public static bool IsExceeded(string code) => IsTooDeepToParse(code) || IsTooDeepToBind(code);

    /// <summary>Whether nodes lie too deep within each other; operators are not counted, which the compiler takes one after the other.</summary>
    private static bool IsTooDeepToBind(string code)
    {
        Stack<(SyntaxNode Node, int Depth)> open = new([(CSharpSyntaxTree.ParseText(code, SubmissionChain.ParseOptions).GetRoot(), 0)]);
        while (open.TryPop(out (SyntaxNode Node, int Depth) next))
        {
            if (next.Depth > MaxNodes) { return true; }
            int depth = next.Node is BinaryExpressionSyntax ? next.Depth : next.Depth + 1;
            foreach (SyntaxNode child in next.Node.ChildNodes()) { open.Push((child, depth)); }
        }
        return false;
    }

    private static bool IsTooDeepToParse(string code)
    {
        int depth = 0;
        int chained = 0;
        for (int i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth = Math.Max(depth - 1, 0);
                    break;
                // Each lambda is within the one before, and so is each type argument; a statement's end ends both.
                case '>' when i > 0 && code[i - 1] == '=':
                case '<':
                    chained++;
                    break;
                case ';':
                    chained = 0;
                    break;
                default:
                    break;
            }
            if (depth > MaxBrackets || chained > MaxChained) { return true; }
        }
        return false;
    }
}
