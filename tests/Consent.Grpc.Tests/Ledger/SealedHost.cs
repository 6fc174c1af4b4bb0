using Consent.Grpc.Tests.Hosting;
using Consent.Storage.Seals;
using Consent.Storage.Sqlite;
using Consent.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Ledger;

/// <summary>A service of the test's own, whose ledger is sealed when the test says so.</summary>
internal sealed class SealedHost(AuthorityHost host) : IAsyncDisposable
{
    private int _customers;

    public AuthorityHost Host => host;

    public ConsentLedger.ConsentLedgerClient Ledger => new(host.Channel);

    public static async Task<SealedHost> StartAsync(Action<IServiceCollection>? replace = null) =>
        new(await AuthorityHost.StartAsync(replace));

    /// <summary>Enters opt-outs of new customers, and seals so many at a time.</summary>
    public async Task SealAsync(params int[] entries)
    {
        foreach (var count in entries)
        {
            await EnterAsync(count);
            Assert.NotNull(await host.Services.GetRequiredService<LedgerSealer>().SealAsync(default));
        }
    }

    public async Task EnterAsync(int entries)
    {
        for (var entry = 0; entry < entries; entry++)
        {
            await new Pair(host.Client, "+15550001111", $"+1555{2_220_000 + ++_customers}").TextAsync("STOP");
        }
    }

    /// <summary>Every answer of a verification.</summary>
    public async Task<List<VerifyLedgerResponse>> VerifyAsync(long afterPosition = 0)
    {
        using var call = Ledger.VerifyLedger(new VerifyLedgerRequest { AfterPosition = afterPosition });
        var answers = new List<VerifyLedgerResponse>();
        while (await call.ResponseStream.MoveNext(default))
        {
            answers.Add(call.ResponseStream.Current);
        }

        return answers;
    }

    /// <summary>Does what the triggers refuse.</summary>
    public async Task TamperAsync(string statement)
    {
        foreach (var each in (string[])["DROP TRIGGER ledger_refuses_update", "DROP TRIGGER ledger_refuses_delete", statement])
        {
            await using var command = host.Services.GetRequiredService<SqliteDataSource>().CreateCommand(each);
            await command.ExecuteNonQueryAsync();
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
