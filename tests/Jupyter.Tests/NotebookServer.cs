using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jupyter.Tests;

/// <summary>A Jupyter Notebook server on loopback, ended with the test.</summary>
internal sealed class NotebookServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private NotebookServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Log
    {
        get { lock (_log) { return _log.ToString(); } }
    }

    public static async Task<NotebookServer> StartAsync(InstalledKernel kernel, string folder, CancellationToken cancellationToken)
    {
        int port = FreePort();
        ProcessStartInfo start = new(kernel.Python)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--port={port}"),
            "--NotebookApp.token=", "--NotebookApp.password=", $"--notebook-dir={folder}",
            // Formulas are typeset by a library from the network, which there is none of.
            "--NotebookApp.enable_mathjax=False",
        ];
        foreach (string argument in arguments) { start.ArgumentList.Add(argument); }
        foreach ((string name, string value) in kernel.Environment) { start.Environment[name] = value; }
        NotebookServer server = new(Process.Start(start)!, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
        try
        {
            await server.AnswersAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) { _process.Kill(entireProcessTree: true); }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using HttpClient client = new() { BaseAddress = Address };
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !_process.HasExited; await Task.Delay(Pause, cancellationToken))
        {
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri("api", UriKind.Relative), cancellationToken);
                if (response.IsSuccessStatusCode) { return; }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        throw new TimeoutException($"The Notebook server does not answer.\n{Log}");
    }

    private void Append(string? line)
    {
        lock (_log) { _log.AppendLine(line); }
    }
}
