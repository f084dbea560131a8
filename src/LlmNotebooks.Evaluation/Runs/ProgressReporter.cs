namespace LlmNotebooks.Evaluation;

/// <summary>Counts what is stored and reports it, at most ten times a second and at the end; while calls wait, once a second, stored or not.</summary>
internal sealed class ProgressReporter : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WhileWaiting = TimeSpan.FromSeconds(1);

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
    private ITimer? _timer;
    private CallWait? _wait;
    private readonly bool _isScored;
    private long _scored;
    private bool _disposed;

    public ProgressReporter(IProgress<RunProgress>? progress, RunInfo run, long[] done, long[] errors, TimeProvider time, bool isScored, long scored)
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
        _isScored = isScored;
        _scored = scored;
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
            long done = _done.Sum();
            TimeSpan elapsed = _time.GetElapsedTime(_started);
            if ((done == _plan.Calls && (!_isScored || _scored == done)) || elapsed - _reported >= Pause) { Report(done, elapsed); }
        }
    }

    /// <summary>An answer's scores are stored.</summary>
    public void Scored()
    {
        lock (_lock)
        {
            _scored++;
            long done = _done.Sum();
            TimeSpan elapsed = _time.GetElapsedTime(_started);
            if ((done == _plan.Calls && _scored == done) || elapsed - _reported >= Pause) { Report(done, elapsed); }
        }
    }

    /// <summary>A call failed for the moment and waits.</summary>
    /// <param name="failure">How its last attempt failed.</param>
    /// <param name="wait">How long it waits.</param>
    public void WaitBegan(string failure, TimeSpan wait)
    {
        lock (_lock)
        {
            if (_progress is null || _disposed) { return; }
            _wait = new CallWait((_wait?.Calls ?? 0) + 1, failure, wait);
            _timer ??= _time.CreateTimer(_ => Waiting(), null, WhileWaiting, WhileWaiting);
        }
    }

    /// <summary>Such a call is made again, or given up.</summary>
    public void WaitEnded()
    {
        lock (_lock) { _wait = _wait is { Calls: > 1 } wait ? wait with { Calls = wait.Calls - 1 } : null; }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Waiting()
    {
        lock (_lock)
        {
            if (_wait is not null && !_disposed) { Report(_done.Sum(), _time.GetElapsedTime(_started)); }
        }
    }

    private void Report(long done, TimeSpan elapsed)
    {
        if (_progress is null) { return; }
        _reported = elapsed;
        long perModel = (long)_plan.Samples * _plan.Repetitions;
        ModelProgress[] models = [.. _plan.Candidates.Select((c, i) => new ModelProgress(c.Name, _done[i], perModel, _errors[i]))];
        double rate = elapsed > TimeSpan.Zero ? (done - _doneBefore) / elapsed.TotalSeconds : 0;
        _progress.Report(new RunProgress(_runId, done, _plan.Calls, _errors.Sum(), elapsed, rate, models) { Wait = _wait, IsScored = _isScored, Scored = _scored });
    }
}
