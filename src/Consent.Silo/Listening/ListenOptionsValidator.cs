using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

/// <summary>Refuses an address that cannot be read, and one that strangers can reach.</summary>
internal sealed class ListenOptionsValidator(IOptions<AuthenticationOptions> authentication) : IValidateOptions<ListenOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenOptions options)
    {
        var failures = Failures("Listen:Grpc", options.Grpc).Concat(Failures("Listen:Web", options.Web)).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(string key, string value)
    {
        if (!ListenAddress.TryParse(value, out var address))
        {
            yield return $"{key} is '{value}': give http://, an IP address or localhost, and a port, as in http://127.0.0.1:5080.";
        }
        else if (!address.IsLoopback && !AllowsAnonymous())
        {
            yield return $"{key} is '{value}', which others can reach, and nothing asks callers who they are: "
                + "listen on 127.0.0.1, or set Authentication:AllowAnonymous to true if the network keeps strangers out.";
        }
    }

    private bool AllowsAnonymous()
    {
        try
        {
            return authentication.Value.AllowAnonymous == true;
        }
        catch (InvalidOperationException)
        {
            // A value that cannot be read allows nothing, and is reported as a failure of its own section.
            return false;
        }
    }
}
