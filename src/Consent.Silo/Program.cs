using Consent.Grains;
using Consent.Grpc;
using Consent.Roster;
using Consent.Silo.Listening;
using Consent.Silo.Logging;
using Consent.Silo.Startup;
using Consent.Storage;

return await StartupRefusal.ReportAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    builder.AddConsentSources(args);
    builder.Logging.AddConsentLogging();

    builder.Services.AddConsentOptions(builder.Configuration);
    builder.Services.AddConsentStorage();
    builder.Services.AddConsentRoster();
    builder.Services.AddConsentGrpc();
    builder.Host.UseOrleans(silo => silo.UseSingleServer().AddConsentGrains());
    builder.WebHost.ConfigureConsentListeners();

    await using var app = builder.Build();
    app.Services.CheckDatabase();
    app.UseConsentGrpc();
    app.MapConsentGrpc();
    await app.RunAsync();
});
