using LlmNotebooks.Inference;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>The calls of a run that go by one lane, in the order in which they are begun.</summary>
/// <remarks>
/// Repetition by repetition, sample by sample, every candidate answers one sample before the next, so that all meet the same minutes of a machine
/// or a service. Which candidate is first turns from sample to sample, so none always finds what another warmed. A candidate whose calls wait to be
/// made again lets the others pass, once so many of its calls are begun that more would only wait too.
/// </remarks>
internal sealed class LaneWork
{
    private const int LeastWaiting = 16, WaitingPerPlace = 4;

    private readonly Lock _lock = new();
    private readonly CallPlan _calls;
    private readonly DoneCalls _done;
    private readonly Cursor[] _cursors;
    private readonly int _most;
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LaneWork(Lane lane, IEnumerable<int> candidates, CallPlan calls, DoneCalls done)
    {
        Lane = lane;
        _calls = calls;
        _done = done;
        _cursors = [.. candidates.Select(candidate => new Cursor(candidate))];
        _most = lane.Concurrency + Math.Max(LeastWaiting, WaitingPerPlace * lane.Concurrency);
        foreach (Cursor cursor in _cursors) { Skip(cursor); }
    }

    public Lane Lane { get; }

    /// <summary>The next call; null where every candidate's are begun, and a task to wait for where those left have as many under way as they may.</summary>
    public ((int Candidate, int Sample, int Repetition)? Call, Task? Room) Next()
    {
        lock (_lock)
        {
            Cursor? next = null;
            bool left = false;
            for (int i = 0; i < _cursors.Length; i++)
            {
                Cursor cursor = _cursors[i];
                if (cursor.Question >= _calls.Questions) { continue; }
                left = true;
                if (cursor.UnderWay >= _most) { continue; }
                if (next is null || Order(cursor, i) < Order(next, Array.IndexOf(_cursors, next))) { next = cursor; }
            }

            if (next is null) { return (null, left ? _room.Task : null); }
            (int sample, int repetition) = _calls.Question(next.Question);
            next.Question++;
            next.UnderWay++;
            Skip(next);
            return ((next.Candidate, sample, repetition), null);
        }
    }

    /// <summary>A call is over.</summary>
    public void End(int candidate)
    {
        TaskCompletionSource? room = null;
        lock (_lock)
        {
            Cursor cursor = Array.Find(_cursors, cursor => cursor.Candidate == candidate)!;
            if (cursor.UnderWay-- == _most) { (room, _room) = (_room, new(TaskCreationOptions.RunContinuationsAsynchronously)); }
        }

        room?.SetResult();
    }

    // By question, then by the turn of that question.
    private long Order(Cursor cursor, int position) =>
        (cursor.Question * _cursors.Length) + ((((position - cursor.Question) % _cursors.Length) + _cursors.Length) % _cursors.Length);

    private void Skip(Cursor cursor)
    {
        while (cursor.Question < _calls.Questions && _done[_calls.IndexOf(cursor.Candidate, cursor.Question)]) { cursor.Question++; }
    }

    private sealed class Cursor(int candidate)
    {
        public int Candidate { get; } = candidate;

        public long Question { get; set; }

        public int UnderWay { get; set; }
    }
}
