using LlmNotebooks.Testing;

namespace LlmNotebooks.ScriptHost.Tests;

/// <summary>The script hosts, which tests start as processes.</summary>
internal static class Hosts
{
    /// <summary>The program of a host.</summary>
    public static string PathOf(string host) => Repository.PathOf("artifacts", "bin", host, Repository.Configuration, host + ".dll");
}
