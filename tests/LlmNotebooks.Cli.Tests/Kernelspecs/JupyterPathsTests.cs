using System.Text.Json;
using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests.Kernelspecs;

public sealed class JupyterPathsTests
{
    [Theory]
    [InlineData("HOME=/h")]
    [InlineData("HOME=/h", "XDG_DATA_HOME=/x")]
    [InlineData("HOME=/h", "XDG_DATA_HOME=")]
    [InlineData("HOME=/h", "XDG_DATA_HOME=/x", "JUPYTER_DATA_DIR=/d")]
    [InlineData("HOME=/h", "JUPYTER_PATH=/p1:/p2/")]
    [InlineData("HOME=/h", "JUPYTER_PATH=/p1:/usr/share/jupyter", "PYTHONUSERBASE=/u")]
    public async Task On_Linux_the_folders_are_those_of_jupyter_itself(params string[] environment)
    {
        Jupyter.Require();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "jupyter says its own system's folders");
        Finished finished = await Processes.RunAsync("env", "/", ["-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}", .. environment, Jupyter.Program!, "--paths", "--json"]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        using JsonDocument document = JsonDocument.Parse(finished.Output);

        IEnumerable<string> ours = Paths(JupyterPlatform.Linux, "/h", environment).AllKernels.Where(folder => !folder.Contains("ipython", StringComparison.Ordinal));

        Assert.Equal(document.RootElement.GetProperty("data").EnumerateArray().Select(folder => folder.GetString() + "/kernels").Distinct(), ours);
    }

    // https://docs.jupyter.org/en/latest/use/jupyter-directories.html, "Data files".
    [Theory]
    [InlineData("MacOS", "/Users/me", "/Users/me/Library/Jupyter/kernels")]
    [InlineData("MacOS", "/Users/me", "/Users/me/Library/Jupyter/kernels", "XDG_DATA_HOME=/x")]
    [InlineData("Linux", "/home/me", "/home/me/.local/share/jupyter/kernels")]
    [InlineData("Linux", "", "/x/jupyter/kernels", "XDG_DATA_HOME=/x")]
    [InlineData("Windows", "/Users/me", "/Users/me/AppData/Roaming/jupyter/kernels", "APPDATA=/Users/me/AppData/Roaming", "XDG_DATA_HOME=/x")]
    [InlineData("Windows", "/Users/me", "/Users/me/.jupyter/data/kernels")]
    [InlineData("Windows", "/Users/me", "/c/data/kernels", "JUPYTER_CONFIG_DIR=/c")]
    public void A_users_kernels_are_where_Jupyter_documents_them(string platform, string home, string expected, params string[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the expected folders are written with slashes");
        Assert.Equal(expected, Paths(Enum.Parse<JupyterPlatform>(platform), home, environment).UserKernels);
    }

    [Fact]
    public void On_Windows_everyones_kernels_are_below_ProgramData()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the expected folders are written with slashes");
        JupyterPaths paths = Paths(JupyterPlatform.Windows, "/Users/me", ["APPDATA=/a", "PROGRAMDATA=/ProgramData", "JUPYTER_PATH=/one;/two"]);

        Assert.Equal(["/one/kernels", "/two/kernels", "/a/jupyter/kernels", "/ProgramData/jupyter/kernels", "/Users/me/.ipython/kernels"], paths.AllKernels);
    }

    [Theory]
    [InlineData("1", "/venv/share/jupyter/kernels", "/h/.local/share/jupyter/kernels")]
    [InlineData("off", "/h/.local/share/jupyter/kernels", "/venv/share/jupyter/kernels")]
    [InlineData("", "/h/.local/share/jupyter/kernels", "/venv/share/jupyter/kernels")]
    public void An_active_environment_comes_first_where_it_is_preferred(string prefer, params string[] first)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the expected folders are written with slashes");
        Assert.Equal(first, Paths(JupyterPlatform.Linux, "/h", ["VIRTUAL_ENV=/venv", $"JUPYTER_PREFER_ENV_PATH={prefer}"]).AllKernels.Take(2));
    }

    [Fact]
    public void Without_a_home_folder_the_way_out_is_said()
    {
        JupyterPaths paths = Paths(JupyterPlatform.Linux, "", []);

        Assert.Contains("--prefix", Assert.Throws<InvalidOperationException>(() => paths.UserKernels).Message, StringComparison.Ordinal);
        Assert.All(paths.AllKernels, folder => Assert.StartsWith("/usr", folder, StringComparison.Ordinal));
    }

    private static JupyterPaths Paths(JupyterPlatform platform, string home, string[] environment)
    {
        Dictionary<string, string> variables = environment.Select(each => each.Split('=', 2)).ToDictionary(each => each[0], each => each[1]);
        return new JupyterPaths(variables.GetValueOrDefault, platform, home);
    }
}
