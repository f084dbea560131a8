using LlmNotebooks.ScriptHosts;

// Runs the script named by the first argument.
await Script.RunAsync(args[0]);
