using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class NotebookTests
{
    [Fact]
    public async Task A_notebook_that_kills_its_process_is_reported_and_fails()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("dies.ipynb"), Notebook("Environment.FailFast(\\\"the end\\\")"), TestContext.Current.CancellationToken);

        Finished finished = await Processes.LlmnbInAsync(folder.Path, "run", "dies.ipynb", "--output", "out", "--json");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("the notebook's process died", finished.Error, StringComparison.Ordinal);
        Assert.Equal("ProcessCrash", (string?)System.Text.Json.Nodes.JsonNode.Parse(finished.Output)!["error"]!["name"]);
    }

    [Fact]
    public async Task Export_writes_a_page_and_says_so_for_machines()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("sum.ipynb"), Notebook("17 + 25"), TestContext.Current.CancellationToken);

        Finished finished = await Processes.LlmnbInAsync(folder.Path, "export", "sum.ipynb", "--json");

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("sum.html", finished.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("sum.html")));
    }

    private static string Notebook(string source) =>
        $$"""
        {
         "cells": [{ "cell_type": "code", "execution_count": null, "id": "only", "metadata": {}, "outputs": [], "source": "{{source}}" }],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;
}
