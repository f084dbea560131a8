namespace LlmNotebooks.Datasets;

/// <summary>How a data set's answer says which of the choices is right.</summary>
public enum AnswerForm
{
    /// <summary>By what it is: the label of a choice, its letter, its text or its number from 0; one that means two choices is an error.</summary>
    Any,

    /// <summary>A number, the first choice 0.</summary>
    Index0,

    /// <summary>A number, the first choice 1.</summary>
    Index1,

    /// <summary>A letter, the first choice A.</summary>
    Letter,

    /// <summary>The label that the data gives the choice: <c>{text: […], label: […]}</c>, or the end of its column's name, like the 2 of <c>option2</c>.</summary>
    Label,

    /// <summary>The choice's text.</summary>
    Text,
}
