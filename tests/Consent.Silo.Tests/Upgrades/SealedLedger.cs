using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Upgrades;

internal static class SealedLedger
{
    /// <summary>Waits until the whole ledger is sealed, as it was entered, and returns its end.</summary>
    public static async Task<long> EndAsync(ServerProcess server)
    {
        var ledger = new ConsentLedger.ConsentLedgerClient(server.Connect());
        while (true)
        {
            using var verification = ledger.VerifyLedger(new VerifyLedgerRequest());
            VerifyLedgerResponse? last = null;
            while (await verification.ResponseStream.MoveNext(default))
            {
                last = verification.ResponseStream.Current;
                Assert.Empty(last.Faults);
            }

            if (last is { Done: true, EntriesNotSealed: 0 })
            {
                return last.EntriesVerified;
            }
        }
    }
}
