namespace LlmNotebooks.Datasets.Reading;

/// <summary>How the text of a JSON file is laid out.</summary>
internal enum JsonShape
{
    /// <summary>One object a line.</summary>
    Lines,

    /// <summary>One array.</summary>
    Array,

    /// <summary>One object over the whole file, or several one after the other that do not keep to lines.</summary>
    Objects,
}
