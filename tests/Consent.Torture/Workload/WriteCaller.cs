using Consent.Torture.Histories;

namespace Consent.Torture.Workload;

/// <summary>Says something of one pair after the other: STOP and START as often, now and then something else.</summary>
internal sealed class WriteCaller(Caller caller, Market market, Recorder recorder)
{
    private const int Hundred = 100;
    private const int Helps = 3;
    private const int OptOuts = 4;

    // Of a business that reactivates itself: a START lifts nothing there.
    private const int Reactivations = 80;

    private readonly TextCaller _texts = new(caller, recorder);
    private readonly OperatorCaller _operator = new(caller, recorder);

    public Task RunAsync(TimeSpan pace, CancellationToken end) => Pace.EachAsync(pace, WriteAsync, end);

    private async Task WriteAsync()
    {
        var (business, sender, customer) = market.AnyPair(caller.Random);
        var draw = caller.Random.Next(Hundred);
        if (draw < Helps)
        {
            await _texts.SendAsync(WriteKind.Help, business, sender, customer);
        }
        else if (draw < Helps + OptOuts)
        {
            await _operator.OptOutAsync(business, sender, customer);
        }
        else if (draw % 2 == 0)
        {
            await _texts.SendAsync(WriteKind.Stop, business, sender, customer);
        }
        else if (business.IsManual && caller.Random.Next(Hundred) < Reactivations)
        {
            await _operator.ReactivateAsync(business, sender, customer);
        }
        else
        {
            await _texts.SendAsync(WriteKind.Start, business, sender, customer);
        }
    }
}
