namespace LlmNotebooks.Evaluation;

/// <summary>How far a run came.</summary>
public enum RunStatus
{
    /// <summary>Under way, or killed on another machine. Its stored answers are good either way.</summary>
    Running,

    /// <summary>Every planned call was made.</summary>
    Completed,

    /// <summary>Cancelled before the last call, or its process was killed.</summary>
    Interrupted,

    /// <summary>Stopped before a call that could have passed the budget.</summary>
    BudgetReached,

    /// <summary>Ended by an error of the runner, for instance a full disk.</summary>
    Failed,
}
