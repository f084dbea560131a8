namespace Jupyter.Tests;

/// <summary>Every notebook, executed by nbconvert in this kernel and in the archived one, and by llmnb.</summary>
public sealed class NbconvertTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    public static TheoryData<string> Names() => [.. Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_notebook_shows_the_same_as_in_a_headless_run(string name) => ComparedAsync(name, archived: null);

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_notebook_shows_the_same_in_the_archived_kernel(string name) => ComparedAsync(name, ArchivedKernel.Require());

    private async Task ComparedAsync(string name, ArchivedKernel? archived)
    {
        await kernel.RequireAsync("nbconvert", "notebook");
        using TemporaryFolder theirs = NotebookWorkspace.Of(name), ours = NotebookWorkspace.Of(name);

        Finished converted = await Processes.RunAsync(
            kernel.Python, theirs.Path,
            ["-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", theirs.File("out"), theirs.File(Path.Combine("notebooks", name))],
            archived is null ? kernel.Environment : archived.In(theirs, kernel.Environment));
        Finished headless = await Processes.LlmnbInAsync(ours.Path, "run", ours.File(Path.Combine("notebooks", name)), "--output", ours.File("out"));

        Assert.True(converted.ExitCode == 0, converted.ToString());
        Assert.True(headless.ExitCode == 0, headless.ToString());
        string[] shown = [.. NotebookOutputs.Read(theirs.File(Path.Combine("out", name)))];
        Assert.NotEmpty(shown);
        Assert.Equal(NotebookOutputs.Read(ours.File(Path.Combine("out", name))), shown);
    }
}
