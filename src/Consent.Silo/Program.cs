using Consent.Grains;
using Consent.Grpc;
using Consent.Roster;
using Consent.Silo.Access;
using Consent.Silo.Keys;
using Consent.Silo.Cluster;
using Consent.Silo.Listening;
using Consent.Silo.Logging;
using Consent.Silo.Sealing;
using Consent.Silo.Startup;
using Consent.Storage;

if (args.Contains(ServerVersion.Option))
{
    Console.WriteLine(ServerVersion.Text);
    return 0;
}

if (args is [KeysCommand.Name, ..])
{
    return await KeysCommand.RunAsync(args);
}

return await StartupRefusal.ReportAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    builder.AddConsentSources(args);
    builder.Logging.AddConsentLogging();

    builder.Services.AddConsentOptions(builder.Configuration);
    builder.Services.AddConsentStorage();
    builder.Host.UseOrleans(silo => silo.AddConsentCluster().AddConsentGrains());

    // After Orleans: the replica registers once its peers can reach it, and leaves before the silo does.
    builder.Services.AddConsentRoster();
    builder.Services.AddConsentGrpc();
    builder.Services.AddCredentials(builder.Configuration);
    builder.Services.AddCors();
    builder.Services.AddSealing();
    builder.Services.AddGracefulStop();
    builder.Services.AddListenCertificate();
    builder.WebHost.AddConsentListeners(StartupChecks.CheckConfiguration);

    await using var app = builder.Build();
    app.Services.RedactTraces();
    app.Services.CheckDatabase();
    await app.Services.MakeFirstApiKeyAsync();
    app.Services.ProvideSpareThreads();
    app.Services.CheckPorts();
    app.UseDirectChecks();
    app.UseBrowsers();
    app.UseConsentGrpc();
    app.MapConsentGrpc();
    await app.RunAsync();
});
