using Consent.Storage.Records;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Records;

public abstract class WriteProbeTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    [Fact]
    public async Task Write_AgainAndAgain_IsOneRowAndNoEntry()
    {
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("1"));
        var ledger = await Database.Source.RowsAsync("SELECT * FROM ledger");
        var probe = new WriteProbe(Database.Store);

        await probe.WriteAsync();
        await probe.WriteAsync();

        Assert.Equal(ledger, await Database.Source.RowsAsync("SELECT * FROM ledger"));
        Assert.Single(await Database.Source.RowsAsync("SELECT * FROM consent_record"));
        Assert.Equal(2, (await Database.Source.RowsAsync("SELECT * FROM OrleansStorage")).Count);
    }
}
