using Consent.Core.Access;
using Microsoft.AspNetCore.Builder;

namespace Consent.Grpc.Access;

/// <summary>What a method asks of its caller: one of some roles, for what the message is about.</summary>
/// <param name="roles">The roles of which the caller needs one.</param>
internal abstract class Demand(Roles roles)
{
    public Roles Roles { get; } = roles;

    /// <summary>Gets a value indicating whether a stream goes on after a message that its caller may not send.</summary>
    public bool ItemsFailAlone { get; init; }

    /// <summary>What a message is about.</summary>
    public abstract Scope ScopeOf(object message);
}

/// <inheritdoc/>
internal sealed class Demand<TMessage>(Roles roles, Func<TMessage, Scope> scope) : Demand(roles)
{
    public override Scope ScopeOf(object message) => scope((TMessage)message);
}

/// <summary>Marks an endpoint that serves everybody: it tells nothing about customers.</summary>
internal sealed class OpenToAll
{
    public static OpenToAll Instance { get; } = new();
}

/// <summary>Marks an endpoint that describes the methods.</summary>
internal sealed class Documentation
{
    /// <summary>The path of the page of the JSON methods, which is no endpoint, and of all that belongs to it.</summary>
    public const string PagePath = "/docs";

    public static Documentation Instance { get; } = new();
}

internal static class DemandConventions
{
    public static TBuilder ServeAll<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.With(OpenToAll.Instance);

    public static TBuilder ServeAsDocumentation<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.With(Documentation.Instance);

    private static TBuilder With<TBuilder>(this TBuilder endpoints, object metadata)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(metadata));
        return endpoints;
    }
}
