namespace LlmNotebooks.Evaluation;

/// <summary>Counts what is stored and reports it, at most ten times a second and at the end.</summary>
internal sealed class ProgressReporter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly IProgress<RunProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly string _runId;
    private readonly RunPlan _plan;
    private readonly long[] _done;
    private readonly long[] _errors;
    private readonly long _started;
    private readonly long _doneBefore;
    private TimeSpan _reported;

    public ProgressReporter(IProgress<RunProgress>? progress, RunInfo run, long[] done, long[] errors, TimeProvider time)
    {
        _progress = progress;
        _time = time;
        _runId = run.Id;
        _plan = run.Plan;
        _done = done;
        _errors = errors;
        _started = time.GetTimestamp();
        _doneBefore = done.Sum();
        _reported = -Pause;
    }

    public long Done
    {
        get
        {
            lock (_lock) { return _done.Sum(); }
        }
    }

    public void Stored(int candidate, bool error)
    {
        lock (_lock)
        {
            _done[candidate]++;
            if (error) { _errors[candidate]++; }
            if (_progress is null) { return; }
            long done = _done.Sum();
            TimeSpan elapsed = _time.GetElapsedTime(_started);
            if (done < _plan.Calls && elapsed - _reported < Pause) { return; }
            _reported = elapsed;
            long perModel = (long)_plan.Samples * _plan.Repetitions;
            ModelProgress[] models = [.. _plan.Candidates.Select((c, i) => new ModelProgress(c.Name, _done[i], perModel, _errors[i]))];
            double rate = elapsed > TimeSpan.Zero ? (done - _doneBefore) / elapsed.TotalSeconds : 0;
            _progress.Report(new RunProgress(_runId, done, _plan.Calls, _errors.Sum(), elapsed, rate, models));
        }
    }
}
