using System.CommandLine;
using Consent.Core.Access;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Silo.Keys;

/// <summary>The command <c>keys</c>, which makes, lists and revokes API keys. A new key alone goes to the standard output.</summary>
internal static class KeysCommand
{
    public const string Name = "keys";

    private const string TokenVariable = "CONSENT_TOKEN";

    private const string Description =
        $"""
        Make, list and revoke API keys.
        With an administrator's API key or token in the environment variable {TokenVariable} a running server is asked. Without, the
        database of the configuration is opened itself, which is read as the server reads it: --Storage:ConnectionString=… and so on.
        """;

    private static readonly Option<Uri?> Server = new("--server")
    {
        Description = "The server to ask, such as https://consent.example:5080; by default that of Listen:Grpc in the configuration.",
        HelpName = "URL",
        CustomParser = ReadServer,
    };

    /// <summary>Runs the command; returns the process's exit code.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        // Keys of the configuration have a colon in their names.
        var settings = new List<string>();
        var own = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            var isSetting = args[index].StartsWith("--", StringComparison.Ordinal)
                && args[index].Split('=')[0].Contains(':', StringComparison.Ordinal);
            (isSetting ? settings : own).Add(args[index]);
            if (isSetting && !args[index].Contains('=', StringComparison.Ordinal) && index < args.Length - 1)
            {
                settings.Add(args[++index]);
            }
        }

        var root = new RootCommand("The authority on whether a business may text a customer.");
        root.Subcommands.Add(new Command(Name, Description) { Create(settings), List(settings), Revoke(settings) });

        // An @ before an argument would be a file to read more of them from.
        var parsed = root.Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = Console.Error,
            Error = Console.Error,
            EnableDefaultExceptionHandler = false,
        });
    }

    private static Command Create(List<string> settings)
    {
        var roles = new Option<string[]>("--role")
        {
            Description = "What the key may do; may be repeated.",
            HelpName = string.Join('|', RoleNames.All),
            Required = true,
        };
        roles.AcceptOnlyFromAmong([.. RoleNames.All]);
        var accounts = new Option<string[]>("--account") { Description = "An account that it is for; may be repeated. None: all.", HelpName = "ID" };
        var senders = new Option<string[]>("--sender")
        {
            Description = "A sender number of its one account that it is for; may be repeated. None: all of the account's.",
            HelpName = "NUMBER",
        };
        var name = new Option<string>("--name") { Description = "What people call it.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = "When it expires: in days, such as 90d, or a date or time in UTC, such as 2027-01-31. By default never.",
            HelpName = "DAYSd|DATE",
            CustomParser = KeyExpiry.Read,
        };
        var command = new Command("create", "Make a key. It is written to the standard output, once.") { roles, accounts, senders, name, expires, Server };
        command.SetAction((parsed, cancellation) => KeysRun.ChangeAsync(
            Place(parsed, settings),
            mayBeNew: true,
            async keys =>
            {
                var made = await keys.CreateAsync(
                    new CreateApiKeyRequest
                    {
                        DisplayName = parsed.GetValue(name),
                        Roles = { parsed.GetValue(roles)!.Distinct().Select(RoleOf) },
                        AccountIds = { parsed.GetValue(accounts) ?? [] },
                        SenderNumbers = { parsed.GetValue(senders) ?? [] },
                        ExpireTime = parsed.GetValue(expires) is { } time ? Timestamp.FromDateTimeOffset(time) : null,
                    },
                    cancellation);
                await Console.Out.WriteLineAsync(made.Secret);
                await Console.Error.WriteLineAsync($"Made {KeysTable.Describe(made.ApiKey)} in {keys.Place}. It is shown this once.");
            },
            cancellation));
        return command;
    }

    private static Command List(List<string> settings)
    {
        var command = new Command("list", "List the keys, without their secrets.") { Server };
        command.SetAction((parsed, cancellation) => KeysRun.ReadAsync(
            Place(parsed, settings),
            async keys => await Console.Out.WriteAsync(KeysTable.Of(await keys.ListAsync(cancellation))),
            cancellation));
        return command;
    }

    private static Command Revoke(List<string> settings)
    {
        var id = new Argument<string>("ID") { Description = "The key's id: the 16 digits after consent_." };
        var command = new Command("revoke", "Revoke a key for good. Once this ends every server refuses it.") { id, Server };
        command.SetAction((parsed, cancellation) => KeysRun.ChangeAsync(
            Place(parsed, settings),
            mayBeNew: false,
            async keys =>
            {
                var revoked = await keys.RevokeAsync(new RevokeApiKeyRequest { ApiKeyId = parsed.GetValue(id)! }, cancellation);
                await Console.Error.WriteLineAsync($"Revoked {KeysTable.Describe(revoked)} in {keys.Place}.");
            },
            cancellation));
        return command;
    }

    private static KeysPlace Place(ParseResult parsed, List<string> settings) =>
        new([.. settings], parsed.GetValue(Server), Environment.GetEnvironmentVariable(TokenVariable), TokenVariable);

    private static Role RoleOf(string name) => System.Enum.Parse<Role>(name, ignoreCase: true);

    private static Uri? ReadServer(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var server)
            && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps))
        {
            return server;
        }

        result.AddError("--server must be http:// or https://, a host and a port, such as https://consent.example:5080.");
        return null;
    }
}
