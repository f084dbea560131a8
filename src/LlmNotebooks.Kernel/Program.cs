using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using LlmNotebooks.Kernel.Commands;
using LlmNotebooks.Kernel.Cultures;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Execution;

const string Help = """
    LlmNotebooks.Kernel: runs C# notebooks (.ipynb, .dib) without a person, and exports them as HTML.

    Usage:
      LlmNotebooks.Kernel run NOTEBOOK... [--param NAME=VALUE]... [--param-file FILE] [--allow-errors] [--output DIR] [--no-html] [--json]
      LlmNotebooks.Kernel export NOTEBOOK... [--output DIR] [--json]
      LlmNotebooks.Kernel jupyter CONNECTION_FILE
      LlmNotebooks.Kernel --help | --version

    run      Runs each notebook's code cells in its own folder, up to the first that fails, and writes the notebook
             with its outputs and an HTML page. Default folder: 'out' beside the notebook; the notebook itself is
             never written to.
    export   Writes the HTML page of a notebook with the outputs that it holds. Default folder: the notebook's.
    jupyter  Serves the clients that know the connection file, such as VS Code, Jupyter and nbconvert; they start it
             by themselves once `llmnb kernel install` has told them of it.

    --param NAME=VALUE, -p NAME=VALUE
                   Sets a variable of the code cell tagged 'parameters' for this run, by a cell put after it. The value
                   is read as the variable's C# type: text, numbers (0.25), true, an enum's member, 2026-01-31, …
    --param-file FILE
                   The same for every member of a JSON object; --param comes before it.
    --allow-errors Goes on after cells that fail. Without it, a cell may fail that has the tag 'raises-exception'.
    --output DIR   Folder for the results, made if need be.
    --no-html      Write no HTML page.
    --json         One JSON object a notebook on stdout in place of the paths.

    Progress goes to stderr, the paths of what was written to stdout.
    With LLMNB_DEBUG=1 in the environment an unforeseen error is shown with its stack.
    With LLMNB_PARENT=ID in the environment, the end of the process that started the kernel ends it as SIGTERM does.
    Exit code: 0 done, 1 failed or cancelled (the outputs so far are written), 2 wrong usage.
    """;

CultureData.Prepare();
TextWriter output = Console.Out;
TextWriter log = Console.Error;
using CancellationTokenSource cancellation = new();
using FileStream? held = InstalledCopy.Hold();
bool servesJupyter = args is [JupyterCommand.Verb, _];
using PosixSignalRegistration? interrupt = servesJupyter ? null : PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

// Held to the end: what threads of a notebook write after its run must not mix with the paths on stdout.
ConsoleCapture.Open();

// A thread that a cell started must not take the results with it: what it throws is shown, and the cells go on.
ExceptionHandling.SetUnhandledExceptionHandler(exception =>
{
    // A thread of an interrupted cell has ended, as it was meant to.
    if (exception is OperationCanceledException && RunningCell.OfThisCode is { IsStopped: true }) { return true; }
    string message = $"Unhandled exception in a thread of the notebook: {ExceptionText.Of(exception)}\n";
    if (ConsoleCapture.Sink is { } sink)
    {
        sink.Write("stderr", message);
        ThreadFailures.Add(sink, exception);
    }
    else { log.Write(message); }
    return true;
});

Failures failures = new(log, Environment.GetEnvironmentVariable(Failures.DebugVariable) == "1");
int exitCode = await failures.GuardAsync(MainAsync, cancellation.Token);
output.Flush();
// Threads that cells left running must not keep the process alive.
Environment.Exit(exitCode);

async Task<int> MainAsync(CancellationToken cancellationToken)
{
    if (servesJupyter) { return await new JupyterCommand(args[1], log, TimeProvider.System).RunAsync(cancellation); }
    Invocation invocation = Invocation.Parse(args);
    using ParentWatch? watch = ParentWatch.Start(cancellation.Cancel);
    switch (invocation.Verb)
    {
        case Invocation.Help:
            output.WriteLine(Help);
            return 0;
        case Invocation.Version:
            output.WriteLine(Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
            return 0;
        case Invocation.Export:
            return await new ExportCommand(invocation, output, log).RunAsync(cancellationToken);
        default:
            return await new RunCommand(invocation, output, log, TimeProvider.System).RunAsync(cancellationToken);
    }
}

void Cancel(PosixSignalContext context)
{
    // A second signal ends the process at once.
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
