using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Tests.Storage;

public sealed class StoreAccessTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("runs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_run_and_after_reading_it_the_file_stands_alone()
    {
        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(3), SmallRuns.Echo());
        Assert.Equal([Store], Directory.GetFiles(_folder.Path));

        await ReadAllAsync(run.Id);

        Assert.Equal([Store], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_run_that_ends_while_its_store_is_being_read_leaves_an_empty_log()
    {
        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo());
        using SqliteConnection reader = StoreSchema.OpenReadable(Store);

        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(100), SmallRuns.Echo());

        Assert.Equal(0, new FileInfo(Store + "-wal").Length);
    }

    [Fact]
    public async Task What_reads_cannot_write()
    {
        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo());
        using SqliteConnection reader = StoreSchema.OpenReadable(Store);

        Assert.Throws<SqliteException>(() => reader.Execute("DELETE FROM answers"));
    }

    [Fact]
    public async Task A_finished_store_is_read_where_no_log_can_be_made()
    {
        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(3), SmallRuns.Echo());
        // A folder in the log's place keeps even a privileged process from making it.
        Directory.CreateDirectory(Store + "-wal");

        Assert.Equal(["1", "2", "3"], await ReadAllAsync(run.Id));
        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo()));
        Assert.Contains(Store, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_finished_store_is_read_from_a_read_only_folder(bool fileToo)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Rights are kept differently on Windows, and do not bind a privileged process.");
            return;
        }

        string path = Path.Combine(Directory.CreateDirectory(_folder.File("a folder, 100% read-only?")).FullName, "runs.db");
        Run run = await SmallRuns.RunAsync(path, SmallRuns.Numbers(3), SmallRuns.Echo());
        string folder = Path.GetDirectoryName(path)!;
        if (fileToo) { File.SetUnixFileMode(path, UnixFileMode.UserRead); }
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal(["1", "2", "3"], await ReadAllAsync(run.Id, path));
            RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => SmallRuns.RunAsync(path, SmallRuns.Numbers(1), SmallRuns.Echo()));
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_store_that_is_damaged_inside_is_an_error_of_the_store_wherever_it_is_met()
    {
        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(2_000), SmallRuns.Echo());
        // The header and the schema stay; what comes after is noise.
        byte[] content = await File.ReadAllBytesAsync(Store, Token);
        content.AsSpan(4 * 4096).Fill(0xA5);
        await File.WriteAllBytesAsync(Store, content, Token);

        Assert.Throws<RunStoreException>(() => run.Answers().Count());
        Assert.Throws<RunStoreException>(() => run.SummarizeModels());
        Assert.Throws<RunStoreException>(() => run.Disagreements("m", "m"));
        Assert.Throws<RunStoreException>(() => run.Compare("m", "m"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error_of_the_store()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Token);

        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => SmallRuns.RunAsync(_folder.File("file/runs.db"), SmallRuns.Numbers(1), SmallRuns.Echo()));

        Assert.Contains("cannot be made", e.Message, StringComparison.Ordinal);
    }

    private async Task<string?[]> ReadAllAsync(string id, string? path = null)
    {
        RunStore store = RunStore.Open(path ?? Store);
        Assert.Single(await store.ListRunsAsync(Token));
        Run run = await store.OpenRunAsync(id, Token);
        Assert.Single(run.SummarizeModels());
        return [.. run.Answers().Select(answer => answer.Text)];
    }
}
