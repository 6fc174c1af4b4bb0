using System.CommandLine;
using Consent.Peers;

var address = new Option<Uri>("--address")
{
    Description = "The peer's gRPC address, cleartext HTTP/2.",
    DefaultValueFactory = _ => new Uri("http://127.0.0.1:5090"),
    CustomParser = given => new Uri(given.Tokens.Single().Value),
};
var database = new Option<string>("--database")
{
    Description = "PostgreSQL's connection string; the database is the peers' own.",
    DefaultValueFactory = _ => "Host=127.0.0.1;Database=peers;Username=consent",
};
var redis = new Option<string>("--redis") { Description = "Redis' host and port.", DefaultValueFactory = _ => "127.0.0.1:6379" };

var empty = new Command("empty", "Allows everything: the limit of anything behind gRPC.") { address };
empty.SetAction(parsed => PeerServer.RunAsync<EmptyService>(parsed.GetRequiredValue(address), _ => { }));

var onRedis = new Command("redis", "A set of customers for each sender in Redis.") { address, redis };
onRedis.SetAction(async parsed =>
{
    await using var optOuts = await RedisOptOuts.ConnectAsync(parsed.GetRequiredValue(redis));
    await PeerServer.RunAsync<PeerService>(
        parsed.GetRequiredValue(address), builder => builder.Services.AddSingleton<IOptOuts>(optOuts));
});

var onPostgres = new Command("postgres", "A table of pairs in PostgreSQL.") { address, database };
onPostgres.SetAction(async parsed =>
{
    await using var optOuts = await PostgresOptOuts.CreateAsync(parsed.GetRequiredValue(database));
    await PeerServer.RunAsync<PeerService>(
        parsed.GetRequiredValue(address), builder => builder.Services.AddSingleton<IOptOuts>(optOuts));
});

var grain = new Command("grain", "A plain Orleans grain for each pair, stored in PostgreSQL.") { address, database };
grain.SetAction(async parsed =>
{
    await using var source = PostgresSource.Pool(parsed.GetRequiredValue(database));
    await PairSilo.ProvisionAsync(source);
    await PeerServer.RunAsync<PeerService>(parsed.GetRequiredValue(address), builder =>
    {
        builder.Host.UseOrleans(silo => silo.AddPairs(source));
        builder.Services.AddSingleton<IOptOuts, GrainOptOuts>();
    });
});

var peer = new Option<string>("--peer") { Description = "Whose store to fill.", Required = true };
peer.AcceptOnlyFromAmong("redis", "postgres", "grain");
var sender = new Option<string>("--sender") { Description = "The sender number.", Required = true };
var first = new Option<string>("--first") { Description = "The first customer number of the range, as +15550000000.", Required = true };
var count = new Option<long>("--count") { Description = "How many customers the range has.", Required = true };
var every = new Option<int>("--every") { Description = "The first has opted out, then every so many-th.", DefaultValueFactory = _ => 50 };
var fill = new Command("fill", "Opts out part of a range of customers, in bulk, before the peer is started.")
{
    peer, sender, first, count, every, database, redis,
};
fill.SetAction(parsed =>
{
    var from = parsed.GetRequiredValue(sender);
    var range = new CustomerRange(parsed.GetRequiredValue(first), parsed.GetRequiredValue(count), parsed.GetRequiredValue(every));
    return parsed.GetRequiredValue(peer) switch
    {
        "redis" => PeerFill.RedisAsync(parsed.GetRequiredValue(redis), from, range),
        "postgres" => PeerFill.PostgresAsync(parsed.GetRequiredValue(database), from, range),
        _ => PeerFill.GrainAsync(parsed.GetRequiredValue(database), from, range),
    };
});

// The host ends itself on SIGTERM; the command line would cut it short after two seconds.
return await new RootCommand("The servers that this one is compared with.") { empty, onRedis, onPostgres, grain, fill }
    .Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
