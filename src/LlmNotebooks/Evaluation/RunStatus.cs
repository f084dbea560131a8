namespace LlmNotebooks.Evaluation;

/// <summary>How far a run came.</summary>
public enum RunStatus
{
    /// <summary>Under way, or its process was killed. Its stored answers are good either way.</summary>
    Running,

    /// <summary>Every planned call was made.</summary>
    Completed,

    /// <summary>Cancelled before the last call.</summary>
    Interrupted,

    /// <summary>Ended by an error of the runner, for instance a full disk.</summary>
    Failed,
}
