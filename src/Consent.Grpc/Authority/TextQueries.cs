using Consent.Core.Inbound;
using Consent.Grpc.Errors;
using Consent.Grpc.Requests;
using Consent.V1;

namespace Consent.Grpc.Authority;

/// <summary>Says what a text would be taken for, without recording anything.</summary>
internal static class TextQueries
{
    public static ClassifyTextResponse Classify(ClassifyTextRequest request)
    {
        if (request.AccountId.Length > 0)
        {
            var reader = new RequestReader(default);
            reader.Account("account_id", request.AccountId);
            reader.ThrowIfInvalid();
            throw ConsentErrors.AccountNotFound("account_id");
        }

        var text = TextClassifier.Classify(request.Body, KeywordSettings.Default);
        return new ClassifyTextResponse
        {
            Kind = (V1.InboundKind)text.Kind,
            Matched = text.Matched,
            RuleSet = TextClassifier.RuleSet,
        };
    }
}
