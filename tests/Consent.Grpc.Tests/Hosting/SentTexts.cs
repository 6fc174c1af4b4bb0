using System.Collections.Concurrent;
using Consent.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>What tests send as a customer's words, as far as it cannot be there by chance.</summary>
internal sealed class SentTexts : Interceptor
{
    private const int MinLength = 12;
    private const int Most = 500;

    private readonly ConcurrentDictionary<string, bool> _texts = new();

    /// <summary>Whether a text has one of them.</summary>
    public string? FindIn(string text) => _texts.Keys.FirstOrDefault(sent => text.Contains(sent, StringComparison.Ordinal));

    public void Add(string text)
    {
        if (text.Length >= MinLength && text.Contains(' ', StringComparison.Ordinal) && _texts.Count < Most)
        {
            _texts.TryAdd(text, true);
        }
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        switch (request)
        {
            case RecordInboundRequest text:
                Add(text.Body);
                break;
            case ClassifyTextRequest text:
                Add(text.Body);
                break;
            case RecordOptOutRequest optOut:
                Add(optOut.Evidence);
                break;
            case ReactivateRequest reactivation:
                Add(reactivation.Evidence);
                break;
        }

        return continuation(request, context);
    }
}
