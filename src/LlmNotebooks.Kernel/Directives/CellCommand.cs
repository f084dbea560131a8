namespace LlmNotebooks.Kernel.Directives;

/// <summary>What a line such as <c>#!time</c> asks for.</summary>
internal enum CellCommand
{
    /// <summary>To run the cells of a notebook, or the code of a file, in this place.</summary>
    Import,

    /// <summary>To say how long the rest of the cell takes.</summary>
    Time,

    /// <summary>To show the names and types of the variables.</summary>
    Who,

    /// <summary>To show the variables with their values.</summary>
    Whos,

    /// <summary>To say what kernel this is.</summary>
    About,

    /// <summary>To show the commands that there are.</summary>
    ListMagic,
}
