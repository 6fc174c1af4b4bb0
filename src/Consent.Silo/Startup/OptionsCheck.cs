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
        var unreadable = section.GetChildren().SelectMany(setting => Read(setting, options)).ToList();
        return unreadable.Concat(validators.SelectMany(validator => validator.Validate(null, options).Failures ?? []));
    }

    private IEnumerable<string> Read(IConfigurationSection setting, T options)
    {
        if (Find(Properties, setting) is not { } property)
        {
            return [Unknown(setting, section, Properties)];
        }

        try
        {
            property.SetValue(options, setting.Get(property.PropertyType));
            return UnknownOfItems(setting, property.PropertyType);
        }
        catch (InvalidOperationException e)
        {
            // The binder's message names the key and the value.
            return [e.Message];
        }
    }

    private static IEnumerable<string> UnknownOfItems(IConfigurationSection setting, Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(List<>))
        {
            return [];
        }

        var properties = type.GetGenericArguments()[0].GetProperties();
        return
            from item in setting.GetChildren()
            from key in item.GetChildren()
            where Find(properties, key) is null
            select Unknown(key, item, properties);
    }

    private static PropertyInfo? Find(PropertyInfo[] properties, IConfigurationSection setting) =>
        Array.Find(properties, property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));

    private static string Unknown(IConfigurationSection setting, IConfigurationSection within, PropertyInfo[] properties)
    {
        var known = string.Join(", ", properties.Select(each => $"{within.Path}:{each.Name}"));
        return $"Unknown configuration key {setting.Path}. Known keys: {known}.";
    }
}
