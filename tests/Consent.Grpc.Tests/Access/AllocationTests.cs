using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Grpc.Access;
using Consent.Grpc.Tests.Checks;
using Consent.Grpc.Wire;
using Consent.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Access;

/// <summary>Who asks, and for whom, is found without an allocation once the credential is known.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private const int Calls = 10_000;
    private const int MaxRounds = 1_000;

    [Theory]
    [InlineData("authorization", "Bearer ")]
    [InlineData("x-api-key", "")]
    public async Task Check_WithAnApiKey_AllocatesNothingForIt(string header, string prefix)
    {
        var http = new DefaultHttpContext { RequestServices = host.Host.Services };
        http.Request.Headers[header] = prefix + await host.OwnKeyAsync(Roles.Check);
        var demand = ConsentAuthorityService.Demands.All[nameof(ConsentAuthority.ConsentAuthorityClient.CheckSend)];
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(demand), "check"));
        var admitted = 0;
        var middleware = ActivatorUtilities.CreateInstance<AccessMiddleware>(host.Host.Services, (RequestDelegate)Next);
        var guard = host.Host.Services.GetRequiredService<IMessageGuard>();
        var check = new CheckSendRequest { SenderNumber = host.Own.Engage, CustomerNumber = host.Own.Customer };
        var context = new CallOf(http);
        var grown = long.MaxValue;

        // Code that has not been compiled with all optimizations yet puts some values in boxes.
        for (var round = 0; round < MaxRounds && grown > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(Calls);
            grown = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, grown);
        Assert.Equal(0, admitted % Calls);
        Assert.Equal([AccountId.Parse(host.Own.Id)], http.Caller().Grant.Accounts);

        Task Next(HttpContext called)
        {
            admitted++;
            return Task.CompletedTask;
        }

        void Run(int calls)
        {
            for (var call = 0; call < calls; call++)
            {
                Assert.True(middleware.InvokeAsync(http).IsCompletedSuccessfully);
                if (!guard.Guards(context) || !guard.CheckAsync(check, context).IsCompletedSuccessfully)
                {
                    throw new InvalidOperationException("A limited caller's message is checked at once.");
                }
            }
        }
    }
}
