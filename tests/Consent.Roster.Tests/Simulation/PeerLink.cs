using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Simulation;

/// <summary>One server's way to its peers: requests take time, get lost one way or the other, are refused, and are answered late.</summary>
internal sealed class PeerLink(Schedule schedule, SimulatedServer asker) : IPeers
{
    public Task<CatchUpAnswer> TryCatchUpAsync(Replica replica, CatchUpRequest push, CancellationToken cancellation)
    {
        asker.AssertCurrent();
        var request = new Request(schedule, asker, replica, push);
        schedule.After(asker.World.Delay(), request);
        return request.Task;
    }

    private sealed class Request(Schedule schedule, SimulatedServer asker, Replica replica, CatchUpRequest push) : Happening
    {
        private static readonly SendOrPostCallback AnswerCallback = request => _ = ((Request)request!).AnswerAsync();

        private readonly TaskCompletionSource<CatchUpAnswer> _answer = new();
        private readonly long _sentAt = schedule.Now;
        private SimulatedServer? _asked;
        private bool _isRefused;
        private CatchUpAnswer? _result;

        public Task<CatchUpAnswer> Task => _answer.Task;

        public override void Happen()
        {
            if (_isRefused)
            {
                _answer.TrySetException(new IOException("The connection was refused."));
            }
            else if (_asked is null)
            {
                Arrive();
            }
            else
            {
                Reply();
            }
        }

        private void Arrive()
        {
            _asked = asker.World.At(replica.Address);
            if (_asked is null || !_asked.IsAlive || schedule.Chance.Of(asker.World.RefusedRequests))
            {
                schedule.Trace($"{asker.Name} asks {asker.World.NameOf(replica.Id)} to catch up: refused");
                schedule.Counts.Add(Count.RequestsRefused);
                _isRefused = true;
                schedule.After(asker.World.Delay(), this);
            }
            else if (!asker.World.IsCut(asker, _asked))
            {
                _asked.Post(AnswerCallback, this);
            }
        }

        private async Task AnswerAsync()
        {
            try
            {
                _result = asker.IsFormerBuild || _asked!.IsFormerBuild
                    ? new CatchUpAnswer(await _asked!.TryCatchUpAsync(replica.Id))
                    : await _asked!.TryCatchUpAsync(push);
            }
            catch (OperationCanceledException)
            {
                _result = null;
            }

            schedule.Trace($"{_asked!.Name} answers {asker.Name} for {asker.World.NameOf(replica.Id)}: {_result}");
            schedule.After(asker.World.Delay(), this);
        }

        private void Reply()
        {
            if (!asker.World.IsCut(_asked!, asker))
            {
                // By then the writer that asked no longer waits; a later writer may be waiting behind it.
                if (schedule.Now - _sentAt > Patience.With(replica).TotalSeconds * Schedule.Second)
                {
                    schedule.Counts.Add(Count.LateAnswers);
                }

                if (_result is { } result)
                {
                    _answer.TrySetResult(result);
                }
                else
                {
                    _answer.TrySetException(new IOException("The call was cancelled."));
                }
            }
        }
    }
}
