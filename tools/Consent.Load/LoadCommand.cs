using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;

namespace Consent.Load;

internal static class LoadCommand
{
    private const int Refused = 1;
    private const int Impossible = 2;

    public static RootCommand Create()
    {
        var address = new Argument<Uri>("address")
        {
            Description = "The server's gRPC address, http:// or https://.",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
            CustomParser = ParseAddress,
        };
        var call = Optional("--call", "What to call.", CallKind.Check);
        var rate = new Option<double?>("--rate") { Description = "Calls a second, sent when due whether or not others are answered. Without it callers wait for their answers." };
        var callers = Optional("--callers", "How many callers, without --rate.", 128);
        var connections = Optional("--connections", "How many connections.", 8);
        var seconds = Optional("--seconds", "How long calls count.", 10.0);
        var warmUp = Optional("--warm-up", "Seconds of calls before that, which do not.", 3.0);
        var calls = new Option<long?>("--calls") { Description = "How many calls count, instead of --seconds." };
        var batch = Optional("--batch", "Customers in a batch, at most 1,000.", 1_000);
        var streams = Optional("--streams", "How many streams, with --call stream.", 8);
        var window = Optional("--window", "Questions unanswered on each stream.", 100);
        var sender = Optional("--sender", "The business's number.", "+15550001111");
        var first = Optional("--first", "The first customer's number.", "+15551000000");
        var count = Optional("--count", "How many customers, one number after the other; then again from the first.", 1_000_000L);
        var stops = new Option<double?>("--stops") { Description = "STOPs a second beside the calls." };
        var stopsFirst = Optional("--stops-first", "The first customer's number who sends STOP.", "+15650000000");
        var stopsCount = Optional("--stops-count", "How many such customers.", 1_000_000L);
        var token = new Option<string?>("--token") { Description = "A bearer token: env:NAME or file:PATH." };
        var apiKey = new Option<string?>("--api-key") { Description = "An API key, sent as x-api-key: env:NAME or file:PATH." };
        var skipVerify = new Option<bool>("--insecure-skip-verify") { Description = "Take any certificate." };
        var allowRefusals = new Option<bool>("--allow-refusals") { Description = "Exit with 0 also where calls were refused." };

        var command = new RootCommand("Loads a Consent server, and reports how long its answers take.")
        {
            address, call, rate, callers, connections, seconds, warmUp, calls, batch, streams, window, sender, first, count, stops, stopsFirst,
            stopsCount, token, apiKey, skipVerify, allowRefusals,
        };
        command.SetAction(RunAsync);
        return command;

        async Task<int> RunAsync(ParseResult parsed, CancellationToken end)
        {
            try
            {
                var report = await LoadGenerator.RunAsync(Settings(parsed), end);
                ReportTable.Write(report, Console.Out);
                return report.Refused > 0 && !parsed.GetValue(allowRefusals) ? Refused : 0;
            }
            catch (OperationCanceledException)
            {
                return Impossible;
            }
            catch (Exception exception) when (exception is ArgumentException or IOException or SocketException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return Impossible;
            }
        }

        LoadSettings Settings(ParseResult parsed)
        {
            var main = new CallLoad
            {
                Kind = parsed.GetValue(call),
                Rate = parsed.GetValue(rate),
                Callers = parsed.GetValue(callers),
                Connections = parsed.GetValue(connections),
                Count = parsed.GetValue(calls),
                BatchSize = parsed.GetValue(batch),
                Streams = parsed.GetValue(streams),
                Window = parsed.GetValue(window),
                Sender = parsed.GetRequiredValue(sender),
                Recipients = Recipients.Range(parsed.GetRequiredValue(first), parsed.GetValue(count)),
            };
            var loads = new List<CallLoad> { main };
            if (parsed.GetValue(stops) is { } perSecond)
            {
                loads.Add(new CallLoad
                {
                    Kind = CallKind.Stop,
                    Rate = perSecond,
                    Connections = 1,
                    Sender = main.Sender,
                    Recipients = Recipients.Range(parsed.GetRequiredValue(stopsFirst), parsed.GetValue(stopsCount)),
                });
            }

            var headers = new Dictionary<string, string>();
            if (Secret.Read(parsed.GetValue(token)) is { } bearer)
            {
                headers["authorization"] = $"Bearer {bearer}";
            }

            if (Secret.Read(parsed.GetValue(apiKey)) is { } key)
            {
                headers["x-api-key"] = key;
            }

            return new LoadSettings
            {
                Address = parsed.GetRequiredValue(address),
                Loads = loads,
                WarmUp = TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
                Duration = main.Count is null ? TimeSpan.FromSeconds(parsed.GetValue(seconds)) : null,
                Headers = headers,
                SkipVerify = parsed.GetValue(skipVerify),
            };
        }
    }

    private static Option<T> Optional<T>(string name, string description, T otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };

    private static Uri? ParseAddress(ArgumentResult given)
    {
        if (Uri.TryCreate(given.Tokens.Single().Value, UriKind.Absolute, out var address))
        {
            return address;
        }

        given.AddError($"{given.Tokens.Single().Value} is no address.");
        return null;
    }
}
