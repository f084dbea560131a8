using System.Runtime.InteropServices;
using LlmNotebooks.Kernel.Jupyter;
using NetMQ;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Serves Jupyter clients until they or the system end it.</summary>
internal sealed class JupyterCommand(string connectionFile, TextWriter log, TimeProvider time)
{
    /// <summary>The command's name on the command line.</summary>
    public const string Verb = "jupyter";

    /// <summary>The environment variable that holds the process id of the client that started this process.</summary>
    private const string ParentVariable = "JPY_PARENT_PID";

    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The connection file is not one.</exception>
    public async Task<int> RunAsync(CancellationTokenSource cancellation)
    {
        ConnectionFile file = Load();
        using ParentWatch? watch = ParentWatch.StartIfChild(ParentVariable, cancellation.Cancel);
        using JupyterKernel kernel = Bind(file);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            kernel.Interrupt();
        });
        await kernel.RunAsync(cancellation.Token);
        return 0;
    }

    private ConnectionFile Load()
    {
        try
        {
            return ConnectionFile.Load(connectionFile);
        }
        catch (ConnectionFileException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private JupyterKernel Bind(ConnectionFile file)
    {
        try
        {
            return new JupyterKernel(file, Directory.GetCurrentDirectory(), Log, time);
        }
        catch (NetMQException exception)
        {
            throw new IOException($"The ports that {connectionFile} names cannot be bound: {exception.Message}", exception);
        }
    }

    private void Log(string message)
    {
        log.WriteLine($"llm-notebooks kernel: {message}");
        log.Flush();
    }
}
