using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>A check touches no record's writer, unless it asks for a reply: seen by a storage that fails whoever touches it.</summary>
public sealed class GrainUseTests : IAsyncLifetime
{
    private readonly HeldStorage _storage = new HeldStorage().Open();
    private AuthorityHost? _host;
    private Business? _business;

    private Business Business => _business!;

    public async Task InitializeAsync()
    {
        _host = await AuthorityHost.StartAsync(_storage.Intercept);
        _business = await Business.RegisterAsync(_host);
        _storage.Failure = new IOException("The database is away.");
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task CheckSend_AnyOrdinaryPurpose_TouchesNone()
    {
        foreach (var purpose in Enum.GetValues<MessagePurpose>().Except([MessagePurpose.OptOutConfirmation, MessagePurpose.HelpReply]))
        {
            Assert.Equal(Decision.Allowed, (await Business.To(Business.Standard).ReplyAsync(purpose)).Decision);
            Assert.Equal(Decision.Allowed, (await Business.To(Business.Engage).ReplyAsync(purpose)).Decision);
        }
    }

    [Theory]
    [InlineData(MessagePurpose.OptOutConfirmation)]
    [InlineData(MessagePurpose.HelpReply)]
    public async Task CheckSend_Reply_AsksTheRecords(MessagePurpose purpose)
    {
        var refusal = await Refusal.OfAsync(Business.To(Business.Standard).ReplyAsync(purpose));

        Assert.Equal(StatusCode.Unavailable, refusal.Status);
    }

    [Fact]
    public async Task RecordInbound_OrdinaryText_TouchesNone() =>
        Assert.Equal(InboundKind.None, (await Business.To(Business.Standard).TextAsync("see you at 5")).Kind);
}
