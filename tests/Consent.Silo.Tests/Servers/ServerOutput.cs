using System.Diagnostics;

namespace Consent.Silo.Tests.Servers;

/// <summary>What a process writes, line by line, and an event for each line.</summary>
internal sealed class ServerOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Predicate<string> IsIt, int Left, TaskCompletionSource<string> Found)> _waiting = [];
    private int _streamsOpen = 2;

    public ServerOutput(Process process)
    {
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public override string ToString() => string.Join(Environment.NewLine, Lines);

    /// <summary>The line that is the <paramref name="nth"/> of its kind, from 1, once it is there.</summary>
    /// <exception cref="InvalidOperationException">The process ended without it.</exception>
    public async Task<string> LineAsync(string containing, int nth = 1)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            bool IsIt(string line) => line.Contains(containing, StringComparison.Ordinal);
            var there = _lines.Where(IsIt).ToList();
            if (there.Count >= nth)
            {
                return there[nth - 1];
            }

            if (_streamsOpen == 0)
            {
                throw Ended();
            }

            _waiting.Add((IsIt, nth - there.Count, found));
        }

        return await found.Task.WaitAsync(TimeLimit.Generous);
    }

    private void Take(string? line)
    {
        lock (_lock)
        {
            if (line is null)
            {
                if (--_streamsOpen == 0)
                {
                    _waiting.ForEach(waiter => waiter.Found.TrySetException(Ended()));
                }

                return;
            }

            _lines.Add(line);
            for (var index = 0; index < _waiting.Count; index++)
            {
                var waiter = _waiting[index];
                if (waiter.IsIt(line))
                {
                    _waiting[index] = waiter with { Left = waiter.Left - 1 };
                    if (waiter.Left == 1)
                    {
                        waiter.Found.TrySetResult(line);
                    }
                }
            }
        }
    }

    private InvalidOperationException Ended() =>
        new($"The server ended. It had written:{Environment.NewLine}{string.Join(Environment.NewLine, _lines)}");
}
