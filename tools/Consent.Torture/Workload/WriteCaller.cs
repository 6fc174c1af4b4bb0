namespace Consent.Torture.Workload;

/// <summary>Says something of any pair, again and again: STOP and START as often, now and then something else.</summary>
internal sealed class WriteCaller(Caller caller, Market market, Recorder recorder)
{
    // Those whose writer is away do not keep it from writing about others.
    private const int MaxWaiting = 8;
    private const int Hundred = 100;
    private const int Helps = 3;
    private const int OptOuts = 4;

    // Of a business that reactivates itself: a START lifts nothing there.
    private const int Reactivations = 80;

    private readonly TextCaller _texts = new(caller, recorder);
    private readonly OperatorCaller _operator = new(caller, recorder);

    public async Task RunAsync(TimeSpan pace, CancellationToken end)
    {
        using var room = new Room(MaxWaiting);
        await Pace.EachAsync(pace, () => room.TryBeginAsync(WriteAsync), end);
        await room.EmptyAsync();
    }

    private async Task WriteAsync()
    {
        var (business, sender, customer) = caller.Draw(market.AnyPair);
        var draw = caller.Draw(Hundred);
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
        else if (business.TryBeginOptIn(customer))
        {
            await OptInAsync(business, sender, customer);
            business.EndOptIn(customer);
        }
    }

    private Task OptInAsync(Business business, string sender, string customer) => business.IsManual && caller.Draw(Hundred) < Reactivations
        ? _operator.ReactivateAsync(business, sender, customer)
        : _texts.SendAsync(WriteKind.Start, business, sender, customer);
}
