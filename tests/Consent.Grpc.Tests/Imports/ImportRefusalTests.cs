using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using static Consent.Grpc.Tests.Imports.Importing;

namespace Consent.Grpc.Tests.Imports;

/// <summary>Imports that are refused leave nothing behind.</summary>
[Collection(OneHost.Name)]
public sealed class ImportRefusalTests(SharedHost shared)
{
    private const string Sender = "+15550001111";

    public static TheoryData<string, string, ImportHeader> BadHeaders() => new()
    {
        { "header.import_id", ErrorReason.FieldRequired, new ImportHeader { SenderNumber = Sender } },
        { "header.import_id", ErrorReason.FieldBlank, new ImportHeader { SenderNumber = Sender, ImportId = " " } },
        { "header.import_id", ErrorReason.FieldTooLong, new ImportHeader { SenderNumber = Sender, ImportId = new string('x', 101) } },
        { "header.import_id", ErrorReason.ControlCharacter, new ImportHeader { SenderNumber = Sender, ImportId = "a\nb" } },
        { "header.scope", ErrorReason.ScopeRequired, new ImportHeader { ImportId = "a" } },
        { "header.sender_number", ErrorReason.NumberInvalid, new ImportHeader { ImportId = "a", SenderNumber = "+0" } },
        { "header.account_id", ErrorReason.AccountIdInvalid, new ImportHeader { ImportId = "a", AccountId = "A B" } },
        { "header.actor", ErrorReason.FieldTooLong, new ImportHeader { ImportId = "a", SenderNumber = Sender, Actor = new string('x', 129) } },
        { "header.actor", ErrorReason.ControlCharacter, new ImportHeader { ImportId = "a", SenderNumber = Sender, Actor = "a\tb" } },
        { "header.evidence", ErrorReason.FieldTooLong, new ImportHeader { ImportId = "a", SenderNumber = Sender, Evidence = new string('x', 1_025) } },
    };

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task Import_BadHeader_IsRefused(string field, string reason, ImportHeader header)
    {
        var before = await shared.Ledger.SizeAsync();

        var refusal = await RefusalAsync(shared.Host, new ImportOptOutsRequest { Header = header }, Part(Row("+15557654321")));

        Assert.Equal(
            (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, refusal.BadRequest!.FieldViolations[0].Field));
        Assert.Equal(before, await shared.Ledger.SizeAsync());
    }

    [Fact]
    public async Task Import_NothingSent_IsRefused() =>
        AssertRefused("header", ErrorReason.FieldRequired, await RefusalAsync(shared.Host));

    [Fact]
    public async Task Import_RowsFirst_IsRefused() =>
        AssertRefused("header", ErrorReason.FieldRequired, await RefusalAsync(shared.Host, Part(Row("+15557654321"))));

    [Fact]
    public async Task Import_SecondHeader_IsRefused() =>
        AssertRefused("header", ErrorReason.HeaderNotFirst, await RefusalAsync(shared.Host, Header(Sender), Header(Sender)));

    [Fact]
    public async Task Import_EmptyPart_IsRefused() =>
        AssertRefused("rows", ErrorReason.FieldRequired, await RefusalAsync(shared.Host, Header(Sender), new ImportOptOutsRequest()));

    [Fact]
    public async Task Import_TooManyRowsInAPart_IsRefused() => AssertRefused(
        "rows", ErrorReason.TooMany, await RefusalAsync(shared.Host, Header(Sender), Part(Enumerable.Repeat(Row("+15557654321"), 1_001))));

    [Fact]
    public async Task Import_AnAccountThatIsNotThere_IsRefused()
    {
        var header = new ImportOptOutsRequest { Header = new ImportHeader { ImportId = NewId(), AccountId = "nobody" } };

        var refusal = await RefusalAsync(shared.Host, header);

        Assert.Equal((StatusCode.NotFound, ErrorReason.AccountNotFound), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task Import_AnIdOfAnotherScope_IsRefused()
    {
        var id = NewId();
        await RunAsync(shared.Host, Header(Sender, id));

        var refusal = await RefusalAsync(shared.Host, Header("+15550002222", id), Part(Row("+15557654321")));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.ImportScopeFixed), (refusal.Status, refusal.Reason));
        Assert.True((await RunAsync(shared.Host, Header(Sender, id)))[^1].Done);
    }

    private static void AssertRefused(string field, string reason, Refusal refusal) => Assert.Equal(
        (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, refusal.BadRequest!.FieldViolations[0].Field));
}
