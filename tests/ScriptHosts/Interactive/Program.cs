using LlmNotebooks.ScriptHosts;

// Runs the script named by the first argument; of a notebook, writes what its cells show to the file named by the second.
if (args[0].EndsWith(".ipynb", StringComparison.Ordinal)) { await Notebook.RunAsync(args[0], args[1]); }
else { await Script.RunAsync(args[0]); }
