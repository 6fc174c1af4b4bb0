using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

/// <summary>Reads one section of the configuration and says everything that is wrong with it.</summary>
internal interface IOptionsCheck
{
    IEnumerable<string> Failures();
}

internal sealed class OptionsCheck<T>(IOptions<T> options) : IOptionsCheck
    where T : class
{
    public IEnumerable<string> Failures()
    {
        try
        {
            _ = options.Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
        catch (InvalidOperationException e)
        {
            // The binder could not read a value: its message names the key.
            return [e.InnerException is FormatException inner ? $"{e.Message} {inner.Message}" : e.Message];
        }
    }
}
