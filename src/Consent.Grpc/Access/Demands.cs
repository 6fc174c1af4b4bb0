using Consent.Core.Access;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;

namespace Consent.Grpc.Access;

/// <summary>The demands of a service's methods, each of which must have one.</summary>
/// <remarks>By gRPC and by JSON a method has the same.</remarks>
internal sealed class Demands(ServiceDescriptor service)
{
    private readonly Dictionary<string, Demand> _demands = [];

    public IReadOnlyDictionary<string, Demand> All => _demands;

    /// <param name="method">The method's name in the contract.</param>
    /// <param name="roles">The roles of which a caller needs one.</param>
    /// <param name="scope">What a message is about; a stream's messages are asked one by one.</param>
    /// <param name="itemsFailAlone">Whether the method's handler answers a message of a stream that its caller may not send.</param>
    public Demands Add<TMessage>(string method, Roles roles, Func<TMessage, Scope> scope, bool itemsFailAlone = false)
    {
        if (service.FindMethodByName(method)?.InputType.ClrType != typeof(TMessage))
        {
            throw new InvalidOperationException($"{service.FullName} has no method {method} of a {typeof(TMessage).Name}.");
        }

        _demands.Add(method, new Demand<TMessage>(roles, scope) { ItemsFailAlone = itemsFailAlone });
        return this;
    }

    public void ApplyTo(GrpcServiceEndpointConventionBuilder endpoints)
    {
        if (service.Methods.FirstOrDefault(method => !_demands.ContainsKey(method.Name)) is { } forgotten)
        {
            throw new InvalidOperationException($"{forgotten.FullName} does not say who may call it.");
        }

        endpoints.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<GrpcMethodMetadata>().FirstOrDefault()?.Method.Name is { } name)
            {
                endpoint.Metadata.Add(_demands[name]);
            }
        });
    }
}
