using Consent.Core.Texts;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Texts;

/// <summary>Says what a text would be taken for, without recording anything.</summary>
internal sealed class ClassifyTextHandler(FreshnessGate gate)
{
    public async Task<ClassifyTextResponse> ClassifyAsync(ClassifyTextRequest request, ServerCallContext context)
    {
        var text = TextClassifier.Classify(request.Body, await KeywordsAsync(request, context));
        return new ClassifyTextResponse
        {
            Kind = text.Kind.ToWire(),
            Matched = text.Matched,
            RuleSet = TextClassifier.RuleSet,
        };
    }

    // The defaults are the same everywhere; an account's are what the roster knows.
    private async ValueTask<CompiledKeywords> KeywordsAsync(ClassifyTextRequest request, ServerCallContext context)
    {
        if (request.AccountId.Length == 0)
        {
            return CompiledKeywords.Default;
        }

        var reader = new RequestReader(default);
        var account = reader.Account("account_id", request.AccountId);
        reader.ThrowIfInvalid();
        var roster = await gate.RosterAsync(context);
        return roster.Registry.FindAccount(account)?.Keywords ?? throw ConsentErrors.AccountNotFound("account_id");
    }
}
