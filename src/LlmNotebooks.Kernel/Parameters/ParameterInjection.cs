using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Parameters;

/// <summary>Puts values into a notebook: a cell after the one that declares the parameters, which sets them.</summary>
/// <remarks>As papermill does, so that its notebooks work here, and those from here show what they ran with.</remarks>
internal static class ParameterInjection
{
    /// <summary>The tag of the cell with the values.</summary>
    public const string Tag = "injected-parameters";

    /// <summary>Puts values in; those of an earlier run go.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="path">Its name in errors.</param>
    /// <param name="folder">The folder that <c>#r</c> and <c>#load</c> are relative to.</param>
    /// <param name="values">The values, as text, by the names of the parameters.</param>
    /// <returns>The values as they were understood.</returns>
    /// <exception cref="ParameterException">The notebook has no such parameters, or a value is not of its type.</exception>
    public static IReadOnlyList<ParameterValue> Apply(
        Notebook notebook, string path, string folder, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0) { return []; }
        Cell declaring = ParameterCell.Find(notebook, path);
        Dictionary<string, Parameter> parameters = new(StringComparer.Ordinal);
        // Of two declarations of a name the compiler complains when the cell runs.
        foreach (Parameter parameter in ParameterCell.Read(notebook, declaring, folder)) { parameters.TryAdd(parameter.Name, parameter); }

        List<string> problems = [];
        List<ParameterValue> understood = [];
        List<string> lines = ["// Parameters"];
        foreach ((string name, string text) in values)
        {
            try
            {
                if (!parameters.TryGetValue(name, out Parameter? parameter)) { throw Unknown(name, path, parameters.Values); }
                ParameterValue value = ParameterLiteral.Read(parameter, text);
                understood.Add(value);
                lines.Add($"{(parameter.IsConstant ? "const " + parameter.TypeName + " " : "")}{name} = {value.Code};");
            }
            catch (ParameterException exception)
            {
                problems.Add(exception.Message);
            }
        }
        if (problems.Count > 0) { throw new ParameterException(string.Join('\n', problems)); }

        notebook.Cells.RemoveAll(cell => ParameterCell.HasTag(cell, Tag));
        notebook.Cells.Insert(notebook.Cells.IndexOf(declaring) + 1, new Cell
        {
            Kind = CellKind.Code,
            Id = Id(notebook),
            Source = string.Join('\n', lines),
            Metadata = new JsonObject { ["tags"] = new JsonArray(Tag) },
        });
        return understood;
    }

    private static ParameterException Unknown(string name, string path, Dictionary<string, Parameter>.ValueCollection known) => new(
        known.Count == 0
            ? $"--param {name}: the cell tagged '{ParameterCell.Tag}' of {path} declares no variable"
            : $"--param {name}: {path} has no parameter '{name}'; there are "
                + string.Join(", ", known.Select(parameter => $"{parameter.Name} ({parameter.TypeName})")));

    private static string Id(Notebook notebook)
    {
        string id = Tag;
        for (int n = 2; notebook.Cells.Exists(cell => cell.Id == id); n++) { id = $"{Tag}-{n}"; }
        return id;
    }
}
