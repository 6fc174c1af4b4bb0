using System.Reflection;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

/// <summary>Reads a part of the configuration and lists everything that is wrong with it.</summary>
internal interface IOptionsCheck
{
    IEnumerable<string> Failures();
}

/// <summary>Reads one section key by key: a key that cannot be read must not hide what is wrong with the others.</summary>
internal sealed class OptionsCheck<T>(IConfigurationSection section, IEnumerable<IValidateOptions<T>> validators) : IOptionsCheck
    where T : class, new()
{
    private static readonly PropertyInfo[] Properties = typeof(T).GetProperties();

    public IEnumerable<string> Failures()
    {
        var options = new T();
        var unreadable = section.GetChildren().Select(setting => Read(setting, options)).OfType<string>().ToList();
        return unreadable.Concat(validators.SelectMany(validator => validator.Validate(null, options).Failures ?? []));
    }

    private string? Read(IConfigurationSection setting, T options)
    {
        var property = Array.Find(Properties, property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            var known = string.Join(", ", Properties.Select(each => $"{section.Path}:{each.Name}"));
            return $"Unknown configuration key {setting.Path}. Known keys: {known}.";
        }

        try
        {
            property.SetValue(options, setting.Get(property.PropertyType));
            return null;
        }
        catch (InvalidOperationException e)
        {
            // The binder's message names the key and the value.
            return e.Message;
        }
    }
}
