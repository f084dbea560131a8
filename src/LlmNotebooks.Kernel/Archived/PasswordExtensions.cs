using System.ComponentModel;

namespace Microsoft.DotNet.Interactive;

/// <summary>A password is text here; notebooks written for .NET Interactive ask for the text by this name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PasswordExtensions
{
    /// <summary>The password as it is.</summary>
    /// <param name="password">What <see cref="Kernel.GetPasswordAsync(string, string)"/> gave.</param>
    public static string GetClearTextPassword(this string password) => password;
}
