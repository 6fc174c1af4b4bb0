using Consent.Grpc.Tests.Hosting;
using Consent.Storage.Sqlite;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Ledger;

/// <summary>VerifyLedger tells how far it is, what it found, and that it is done.</summary>
public sealed class VerificationTests : IAsyncLifetime
{
    private SealedHost? _sealed;

    private SealedHost Sealed => _sealed!;

    public async Task InitializeAsync() => _sealed = await SealedHost.StartAsync();

    public async Task DisposeAsync() => await Sealed.DisposeAsync();

    [Fact]
    public async Task VerifyLedger_EmptyLedger_IsDone() =>
        Assert.Equal(new VerifyLedgerResponse { Done = true }, Assert.Single(await Sealed.VerifyAsync()));

    [Fact]
    public async Task VerifyLedger_AllAsSealed_FindsNothing()
    {
        await Sealed.SealAsync(2, 3);
        await Sealed.EnterAsync(1);

        Assert.Equal(
            new VerifyLedgerResponse { EntriesVerified = 5, EntriesNotSealed = 1, Done = true },
            Assert.Single(await Sealed.VerifyAsync()));
    }

    [Fact]
    public async Task VerifyLedger_AnEntryAltered_NamesItsSeal()
    {
        await Sealed.SealAsync(2, 3, 1);
        await Sealed.TamperAsync("UPDATE ledger SET body = 'STOP!' WHERE position = 4");

        var answer = Assert.Single(await Sealed.VerifyAsync());

        var fault = Assert.Single(answer.Faults);
        Assert.Equal((2L, 5L), (fault.FromPosition, fault.Position));
        Assert.Contains("not as they were sealed", fault.Reason, StringComparison.Ordinal);
        Assert.Equal((3L, true), (answer.EntriesVerified, answer.Done));
    }

    [Fact]
    public async Task VerifyLedger_AfterAPosition_BeginsAtTheSealBefore()
    {
        await Sealed.SealAsync(2, 3, 1);
        await Sealed.TamperAsync("UPDATE ledger SET body = 'STOP!' WHERE position = 1");

        Assert.Equal(
            new VerifyLedgerResponse { EntriesVerified = 4, Done = true }, Assert.Single(await Sealed.VerifyAsync(afterPosition: 3)));
    }

    [Fact]
    public async Task VerifyLedger_NegativePosition_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => Sealed.VerifyAsync(afterPosition: -1));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal("after_position", Assert.Single(refusal.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
    }

    [Fact]
    public async Task LedgerMethods_DatabaseThatCannotBeRead_AreUnavailable()
    {
        await using (var command = Sealed.Host.Services.GetRequiredService<SqliteDataSource>().CreateCommand("DROP TABLE ledger_seal"))
        {
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => Sealed.VerifyAsync())).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Refusal.OfAsync(Sealed.Ledger.ListSealsAsync(new ListSealsRequest()))).Status);
    }
}
