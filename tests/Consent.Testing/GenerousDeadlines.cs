using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Consent.Testing;

/// <summary>
/// Gives each call that has no deadline the generous one. A server would otherwise apply its own 10 seconds, which pass on a machine
/// that is busy. Streams of the server's and both ways have no limit but the caller's.
/// </summary>
public sealed class GenerousDeadlines : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        continuation(request, context.Options.Deadline is null ? WithDeadline(context) : context);

    private static ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class =>
        new(context.Method, context.Host, context.Options.WithDeadline(TimeLimit.Deadline));
}
